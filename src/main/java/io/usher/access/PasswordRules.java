package io.usher.access;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Which passwords are taken: length counts, not what they are made of (NIST SP 800-63B, 3.1.1.2).
 */
final class PasswordRules {

  static final int SHORTEST = 12;

  /** The most that bcrypt looks at; it would take what comes after for the same. */
  static final int LONGEST_BYTES = 72;

  private static final int FEWEST_CHARACTERS = 5;

  private PasswordRules() {}

  /** What is wrong with it, in a sentence; empty when it is taken. */
  static Optional<String> problem(String user, String password) {
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      return Optional.of("The password must have at least " + SHORTEST + " characters.");
    }
    if (isTooLong(password)) {
      return Optional.of("The password must have at most " + LONGEST_BYTES + " bytes.");
    }
    if (password.codePoints().distinct().count() < FEWEST_CHARACTERS) {
      return Optional.of(
          "The password must have at least " + FEWEST_CHARACTERS + " different characters.");
    }
    if (password.toLowerCase(Locale.ROOT).contains(user.toLowerCase(Locale.ROOT))) {
      return Optional.of("The password must not contain the user's name.");
    }
    return Optional.empty();
  }

  static boolean isTooLong(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES;
  }
}
