package io.usher.store;

/** Text as every database takes it. */
final class SqlText {

  private static final char REPLACEMENT = '\uFFFD';

  private SqlText() {}

  /**
   * PostgreSQL stores no U+0000 and no half of a surrogate pair, and anybody may send one in a
   * name. The payload itself is kept as bytes and not touched.
   */
  static String storable(String text) {
    return isStorable(text) ? text : replaced(text);
  }

  private static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static String replaced(String text) {
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || isHalf(c) ? REPLACEMENT : c)
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
