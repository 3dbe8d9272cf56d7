package io.usher.outbox;

import java.io.Serial;

/**
 * Thrown by a connector whose other side, or whose own check, refuses an event for good: the
 * delivery is dead.
 */
public class RejectedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String detail;

  /**
   * @param sentence for the customer; without payload and secrets
   * @param detail the raw cause in short
   */
  public RejectedException(String sentence, String detail) {
    super(sentence);
    this.detail = detail;
  }

  public String detail() {
    return detail;
  }
}
