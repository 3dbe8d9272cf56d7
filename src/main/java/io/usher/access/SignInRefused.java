package io.usher.access;

import java.io.Serial;
import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** A sign-in that isn't looked at now; says when to try again. */
final class SignInRefused extends AuthenticationException {

  @Serial private static final long serialVersionUID = 1L;

  private final String code;
  private final Duration wait;

  private SignInRefused(String code, String sentence, Duration wait) {
    super(sentence);
    this.code = code;
    this.wait = wait;
  }

  static SignInRefused tooMany(Duration wait) {
    return new SignInRefused(
        "too-many-tries",
        "Too many wrong passwords for this user. Try again in "
            + Math.max(1, wait.toSeconds() + 1)
            + " s.",
        wait);
  }

  static SignInRefused busy() {
    return new SignInRefused(
        "busy", "Too many sign-ins at once. Try again in a moment.", Duration.ofSeconds(2));
  }

  String code() {
    return code;
  }

  long seconds() {
    return wait.toSeconds() + 1;
  }
}
