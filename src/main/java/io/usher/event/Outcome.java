package io.usher.event;

/** How one attempt ended. */
public enum Outcome {
  DELIVERED,
  /** A passing failure: another attempt may succeed. */
  FAILED,
  /** A failure that no further attempt can mend. */
  REJECTED,
  /** No answer within the attempt's time; the other side may have acted all the same. */
  TIMED_OUT,
  /** The hub stopped during the attempt; its result is unknown. */
  INTERRUPTED
}
