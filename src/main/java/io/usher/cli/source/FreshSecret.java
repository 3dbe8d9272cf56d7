package io.usher.cli.source;

import java.security.SecureRandom;

/** Parts of addresses and secrets that nobody guesses. */
final class FreshSecret {

  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PATH = 24;
  private static final int SECRET = 40;

  private FreshSecret() {}

  /** Part of an Endpoint URL. */
  static String path() {
    return letters(PATH);
  }

  static String secret() {
    return letters(SECRET);
  }

  /** The environment variable that a secret is better taken from. */
  static String variable(String customer, String source) {
    return (customer + "_" + source + "_SECRET")
        .toUpperCase(java.util.Locale.ROOT)
        .replaceAll("[^A-Z0-9]", "_");
  }

  private static String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
