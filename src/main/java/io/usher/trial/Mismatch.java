package io.usher.trial;

/**
 * What a test expected and didn't get.
 *
 * @param line where the test expects it
 * @param where what was looked at, such as {@code receipts subject}
 */
public record Mismatch(int line, String where, String expected, String got) {}
