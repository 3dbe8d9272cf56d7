package io.usher.faults.bench;

import java.io.Serial;

/** This machine lacks what a scenario needs; the message says what. */
final class Skipped extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  Skipped(String reason) {
    super(reason);
  }
}
