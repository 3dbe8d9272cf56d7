package io.usher.store.search;

import java.util.stream.Collectors;

/** What never changes about an event and is often filtered by. */
public enum Label {
  CUSTOMER,
  TYPE;

  /** Two values may have one word: whoever finds by it still has to compare. */
  public String word(String value) {
    return name().toLowerCase(java.util.Locale.ROOT)
        + "="
        + Token.of(value, Token.LONGEST).stream().map(Token::joined).collect(Collectors.joining());
  }
}
