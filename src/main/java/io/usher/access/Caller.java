package io.usher.access;

import io.usher.store.Reach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Whoever asks for something: a person, or a script with a token. Controllers take one as a
 * parameter; pages find it as {@code caller}.
 *
 * @param name as it stands in the audit log and wherever an author is named
 * @param reach whose data it may see and touch
 * @param scopes what a token is for; empty for people, whom their role alone limits
 */
public record Caller(String name, Role role, Reach reach, Kind kind, Set<Scope> scopes)
    implements AuthenticatedPrincipal {

  /** Among a caller's authorities where it is limited to no customer. */
  static final String WHOLE_HUB = "WHOLE_HUB";

  /** How somebody proved who they are. */
  public enum Kind {
    PASSWORD,
    /** By the sign-in of somebody else's server. */
    OIDC,
    TOKEN,
    /** The command line on the hub's own machine. */
    CLI
  }

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  static Caller person(String name, Role role, Reach reach, Kind kind) {
    return new Caller(name, role, reach, kind, Set.of());
  }

  /** Whoever this thread works for; empty when it works for nobody. */
  public static Optional<Caller> current() {
    return of(SecurityContextHolder.getContext().getAuthentication());
  }

  static Optional<Caller> of(@Nullable Authentication authentication) {
    if (authentication == null || !authentication.isAuthenticated()) {
      return Optional.empty();
    }
    Object principal = authentication.getPrincipal();
    if (principal instanceof OidcCaller oidc) {
      return Optional.of(oidc.caller());
    }
    return principal instanceof Caller caller ? Optional.of(caller) : Optional.empty();
  }

  @Override
  public String getName() {
    return name;
  }

  /** For pages: whether a button makes sense. */
  public boolean is(Role wanted) {
    return role.includes(wanted);
  }

  /** Likewise, by the role's word; false for one that doesn't exist. */
  public boolean may(String word) {
    return Role.named(word).filter(this::is).isPresent();
  }

  public boolean may(Role wanted, Scope scope) {
    return role.includes(wanted)
        && (kind != Kind.TOKEN || scopes.contains(scope) || scopes.contains(Scope.ADMIN));
  }

  /** Whether it sees this customer at all. */
  public boolean sees(@Nullable String customer) {
    return reach.includes(customer);
  }

  List<GrantedAuthority> authorities() {
    List<GrantedAuthority> authorities = new ArrayList<>();
    Arrays.stream(Role.values())
        .filter(this::is)
        .forEach(held -> authorities.add(new SimpleGrantedAuthority("ROLE_" + held)));
    if (reach.isEverything()) {
      authorities.add(new SimpleGrantedAuthority(WHOLE_HUB));
    }
    return authorities;
  }
}
