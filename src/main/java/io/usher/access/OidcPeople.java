package io.usher.access;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Makes a caller of whoever the sign-in server sends, or refuses who has no role here. */
final class OidcPeople implements OAuth2UserService<OidcUserRequest, OidcUser> {

  static final String NO_ROLE = "no-role";
  private static final int LONGEST_NAME = 200;

  private final OidcSettings settings;
  private final OidcRules rules;
  private final OAuth2UserService<OidcUserRequest, OidcUser> server = new OidcUserService();

  OidcPeople(OidcSettings settings) {
    this.settings = settings;
    this.rules = new OidcRules(settings.groups());
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcUser user = server.loadUser(request);
    OidcRules.Grant grant =
        rules
            .grant(groups(user))
            .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error(NO_ROLE)));
    return new OidcCaller(
        user, Caller.person(name(user), grant.role(), grant.reach(), Caller.Kind.OIDC));
  }

  private Collection<String> groups(OidcUser user) {
    Object claim = user.getClaims().get(settings.groupsClaim());
    if (claim instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).toList();
    }
    return claim instanceof String one ? List.of(one) : List.of();
  }

  /** Never a name that a user of ours could have: those have no {@code @}. */
  private String name(OidcUser user) {
    String claim =
        Optional.ofNullable(text(user.getClaims().get(settings.nameClaim())))
            .orElse(user.getSubject());
    String name = claim.replaceAll("\\p{Cntrl}", "");
    String full = name.contains("@") ? name : name + "@" + URI.create(settings.issuer()).getHost();
    return full.length() > LONGEST_NAME ? full.substring(0, LONGEST_NAME) : full;
  }

  private static @Nullable String text(@Nullable Object claim) {
    return claim instanceof String text && !text.isBlank() ? text : null;
  }
}
