package io.usher.store;

/** Where a job stands. */
public enum JobStatus {
  RUNNING,
  /** A person stopped it for a while. */
  PAUSED,
  /** Every row was visited. */
  DONE,
  /** A person ended it; what it had done stays done. */
  CANCELLED,
  /** The store refused too many batches in a row; resuming goes on where it stopped. */
  FAILED
}
