package io.usher.access;

import java.io.Serial;

/** A wish about users or tokens that isn't fulfilled; the sentence says why. */
public final class AccessRefused extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final Why why;

  /** What kind of no it is. */
  public enum Why {
    WRONG,
    ABSENT,
    CONFLICT
  }

  AccessRefused(Why why, String sentence) {
    super(sentence, null, false, false);
    this.why = why;
  }

  public Why why() {
    return why;
  }

  static AccessRefused wrong(String sentence) {
    return new AccessRefused(Why.WRONG, sentence);
  }

  static AccessRefused absent(String sentence) {
    return new AccessRefused(Why.ABSENT, sentence);
  }

  static AccessRefused conflict(String sentence) {
    return new AccessRefused(Why.CONFLICT, sentence);
  }
}
