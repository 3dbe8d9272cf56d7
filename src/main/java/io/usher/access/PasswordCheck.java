package io.usher.access;

import io.usher.audit.AuditTrail;
import io.usher.audit.AuditTrail.Actor;
import io.usher.audit.AuditTrail.Deed;
import io.usher.store.User;
import io.usher.store.UserStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Checks a name and a password, from the sign-in page or sent with a call. An unknown name takes as
 * long as a wrong password. Few are checked at a time: guessing must not take the machine away from
 * webhooks.
 */
@Component
class PasswordCheck implements AuthenticationProvider {

  /**
   * Stands in for the hash of a name that there is not, so that both take as long: of the strength
   * of all others, made of 32 random bytes that nobody kept. Made at each start it would cost a
   * tenth of a second.
   */
  static final String NOBODY =
      "{bcrypt}$2a$10$GweubpRZ2ACEfdg6NxEs.OXfBxjf0jOFeyQOED4ch7Z4A3kKYUY3q";

  private static final int AT_A_TIME = 2;
  private static final int LONGEST_NAME = 100;
  private static final long LONGEST_QUEUE_S = 3;

  private final UserStore users;
  private final PasswordEncoder encoder;
  private final AuditTrail audit;
  private final KnownBrowsers browsers;
  private final Attempts attempts;
  private final VerifiedPasswords verified;
  private final Semaphore turns = new Semaphore(AT_A_TIME, true);
  private final AdminPassword admin;

  PasswordCheck(
      UserStore users,
      PasswordEncoder encoder,
      AuditTrail audit,
      KnownBrowsers browsers,
      Clock clock,
      AdminPassword admin) {
    this.users = users;
    this.admin = admin;
    this.encoder = encoder;
    this.audit = audit;
    this.browsers = browsers;
    this.attempts = new Attempts(clock);
    this.verified = new VerifiedPasswords(clock);
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }

  @Override
  public Authentication authenticate(Authentication given) {
    String name = String.valueOf(given.getPrincipal());
    String password = String.valueOf(given.getCredentials());
    admin.awaitKept();
    Optional<User> user =
        name.length() > LONGEST_NAME ? Optional.empty() : users.find(normal(name));
    if (user.isEmpty() || !verified.knows(user.get(), password)) {
      check(user, name, password, given.getDetails());
    }
    return authenticated(user.orElseThrow());
  }

  /** Names are written in lower case; people's telephones write them otherwise. */
  static String normal(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private void check(Optional<User> user, String name, String password, Object details) {
    String key = key(normal(name), details);
    Duration wait = attempts.begin(key);
    if (!wait.isZero()) {
      throw SignInRefused.tooMany(wait);
    }
    if (!isRight(user, password)) {
      audit.refusedStranger(
          new Actor(user.map(User::name).orElse("unknown"), "sign-in", address(details)),
          new Deed("user.sign-in", user.map(User::name).orElse(null), null),
          user.isPresent() ? "wrong password" : "unknown user");
      throw new BadCredentialsException("Name or password is wrong.");
    }
    attempts.succeeded(key);
    verified.remember(user.orElseThrow(), password);
  }

  private boolean isRight(Optional<User> user, String password) {
    try {
      if (!turns.tryAcquire(LONGEST_QUEUE_S, TimeUnit.SECONDS)) {
        throw SignInRefused.busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SignInRefused.busy();
    }
    try {
      boolean fits = encoder.matches(password, user.map(User::passwordHash).orElse(NOBODY));
      return fits && user.isPresent() && !PasswordRules.isTooLong(password);
    } finally {
      turns.release();
    }
  }

  /**
   * For changing it; counts like a sign-in.
   *
   * @throws org.springframework.security.core.AuthenticationException when it isn't the user's
   */
  void check(User user, String password, SignInDetails details) {
    check(Optional.of(user), user.name(), password, details);
  }

  private String key(String name, Object details) {
    String user = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    if (details instanceof SignInDetails known) {
      return user + "\0" + browsers.of(known.request(), user).orElse(known.address());
    }
    return user;
  }

  private static String address(Object details) {
    return details instanceof SignInDetails known ? known.address() : "";
  }

  private static Authentication authenticated(User user) {
    Caller caller =
        Caller.person(
            user.name(),
            Role.named(user.role()).orElse(Role.VIEWER),
            user.reach(),
            Caller.Kind.PASSWORD);
    return UsernamePasswordAuthenticationToken.authenticated(caller, null, caller.authorities());
  }
}
