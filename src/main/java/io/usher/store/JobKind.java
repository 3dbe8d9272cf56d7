package io.usher.store;

/** What a job does with each row that its filter names. */
public enum JobKind {
  /** Asks for a new attempt of each delivery. */
  REDELIVER,
  /** Sends each event through today's router once more. */
  REROUTE
}
