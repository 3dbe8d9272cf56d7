package io.usher.store;

import java.io.Serial;

/** Somebody who is limited to some customers asked for more; the sentence says what to do. */
public final class OutOfReachException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  OutOfReachException(String sentence) {
    super(sentence, null, false, false);
  }
}
