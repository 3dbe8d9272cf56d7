package io.usher.retention.person;

/** Who a person was in an event, which decides what is erased from it. */
public enum Role {
  /** Everything about the buyer went, and the tickets that are the buyer's own. */
  BUYER,
  /** Somebody else bought; only what stood on this person's tickets went. */
  HOLDER,
  /** The address stood where nobody can say what belongs to it: the whole payload went. */
  MENTIONED
}
