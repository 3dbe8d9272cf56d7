package io.usher.testing;

import java.util.Random;

/** Text that gets no smaller when it is packed, such as barcodes. */
public final class Noise {

  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

  private Noise() {}

  /**
   * @return always the same for one length
   */
  public static String text(int length) {
    StringBuilder text = new StringBuilder(length);
    new Random(length)
        .ints(length, 0, LETTERS.length())
        .forEach(i -> text.append(LETTERS.charAt(i)));
    return text.toString();
  }
}
