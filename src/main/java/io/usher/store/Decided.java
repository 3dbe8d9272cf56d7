package io.usher.store;

/** What became of a person's decision on an event or a delivery. */
public enum Decided {
  DONE,
  /** It has a status that this can't be decided of. */
  WRONG_STATUS,
  /** Its payload was removed, so there is nothing left to route. */
  WITHOUT_PAYLOAD,
  ABSENT
}
