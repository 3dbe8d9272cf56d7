package io.usher.event;

/** Where an event stands on its way to its router. */
public enum EventStatus {
  /** On disk and answered 202; its router has not decided yet, or failed and is tried again. */
  ACCEPTED,
  /** The router decided: its deliveries were written in the same transaction. */
  ROUTED,
  /** The router ran and no rule took the event. */
  UNROUTED,
  /** Suspicious: a person releases or discards it. */
  QUARANTINED,
  /** Given up by a person; it can still be released. */
  DISCARDED
}
