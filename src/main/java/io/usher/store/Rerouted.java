package io.usher.store;

/** What became of the wish to route an event once more. */
public enum Rerouted {
  /** It waits for its router. */
  WAITING,
  /** Its router is at work on it right now. */
  IN_ROUTING,
  QUARANTINED,
  /** A person gave it up. */
  DISCARDED,
  /** Its payload was removed, so there is nothing left to route. */
  WITHOUT_PAYLOAD,
  ABSENT
}
