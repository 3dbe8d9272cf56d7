package io.usher.cli.terminal;

/**
 * Text from outside made safe for a terminal: buyers type what they like, and a control character
 * could move the cursor, recolour the screen or turn the direction of the text.
 */
public final class Printable {
  private static final String CONTROLS = "[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]";

  private Printable() {}

  public static String line(String text) {
    return text.replaceAll(CONTROLS, "\uFFFD");
  }

  public static String lines(String text) {
    return text.replaceAll("(?!\\n)" + CONTROLS, "\uFFFD");
  }
}
