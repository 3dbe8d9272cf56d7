package io.usher.access;

import io.usher.store.User;
import io.usher.store.UserStore;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Who may sign in here with a password. Every change is on disk when it returns. */
@Component
public class Users {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,39}");

  private final UserStore store;
  private final Grants grants;
  private final PasswordEncoder encoder;
  private final PasswordCheck check;
  private final AdminPassword admin;
  private final SessionWatch watch;

  Users(
      UserStore store,
      Grants grants,
      PasswordEncoder encoder,
      PasswordCheck check,
      AdminPassword admin,
      SessionWatch watch) {
    this.store = store;
    this.grants = grants;
    this.encoder = encoder;
    this.check = check;
    this.admin = admin;
    this.watch = watch;
  }

  public List<User> all() {
    return store.all();
  }

  /**
   * @throws AccessRefused when there is none
   */
  public User find(String name) {
    return store
        .find(name)
        .orElseThrow(() -> AccessRefused.absent("There is no user " + name + "."));
  }

  /**
   * @param customers none for all
   * @param password null to have one made
   * @return the password, if it was made here; it is shown this once
   */
  public Optional<String> add(
      String name,
      @Nullable String role,
      @Nullable Collection<@Nullable String> customers,
      @Nullable String password) {
    if (!NAME.matcher(name).matches()) {
      throw AccessRefused.wrong(
          "A user's name has 2 to 40 characters: small letters, digits, and . _ - within.");
    }
    Role wanted = grants.role(role);
    String chosen = password == null ? AdminPassword.random() : password;
    checkRules(name, chosen);
    if (!store.add(name, encoder.encode(chosen), wanted.name(), grants.reach(wanted, customers))) {
      throw AccessRefused.conflict("There is a user " + name + " already.");
    }
    return password == null ? Optional.of(chosen) : Optional.empty();
  }

  public void set(
      String name, @Nullable String role, @Nullable Collection<@Nullable String> customers) {
    User user = find(name);
    Role wanted = role == null ? grants.role(user.role()) : grants.role(role);
    if (name.equals(AdminPassword.ADMIN) && wanted != Role.ADMIN) {
      throw AccessRefused.conflict("The user admin is always an admin.");
    }
    store.setRole(
        name,
        wanted.name(),
        customers == null && wanted != Role.ADMIN ? user.reach() : grants.reach(wanted, customers));
  }

  public void remove(String name) {
    if (name.equals(AdminPassword.ADMIN)) {
      throw AccessRefused.conflict("The user admin can't be removed.");
    }
    find(name);
    store.remove(name);
  }

  /** Gives somebody another password; returns it if it was made here. */
  public Optional<String> setPassword(String name, @Nullable String password) {
    find(name);
    checkAdmin(name);
    String chosen = password == null ? AdminPassword.random() : password;
    checkRules(name, chosen);
    store.setPassword(name, encoder.encode(chosen));
    return password == null ? Optional.of(chosen) : Optional.empty();
  }

  /** Changes one's own password; all other sessions of this user end, this one goes on. */
  public void changePassword(
      Caller caller, String current, String wanted, HttpServletRequest request) {
    if (caller.kind() != Caller.Kind.PASSWORD) {
      throw AccessRefused.conflict("You didn't sign in with a password of this hub.");
    }
    User user = find(caller.name());
    checkAdmin(user.name());
    try {
      check.check(user, current, new SignInDetails(request));
    } catch (AuthenticationException e) {
      throw AccessRefused.wrong(
          e instanceof SignInRefused
              ? String.valueOf(e.getMessage())
              : "The current password is wrong.");
    }
    checkRules(user.name(), wanted);
    store.setPassword(user.name(), encoder.encode(wanted));
    if (request.getSession(false) != null) {
      watch.begin(request.getSession(false), caller);
    }
  }

  private void checkAdmin(String name) {
    if (name.equals(AdminPassword.ADMIN) && admin.isGiven()) {
      throw AccessRefused.conflict(
          "The password of admin is set by USHER_ADMIN_PASSWORD (usher.admin.password). Change it there and restart.");
    }
  }

  private static void checkRules(String name, String password) {
    PasswordRules.problem(name, password)
        .ifPresent(
            problem -> {
              throw AccessRefused.wrong(problem);
            });
  }
}
