package io.usher.alarm;

import java.util.Locale;

/** What an alarm is about. */
public enum AlarmKind {
  /** A destination's breaker is open. */
  BREAKER,
  /** Deliveries are dead; each further one is worth another notice. */
  DEAD,
  /** An event or delivery has waited too long. */
  BACKLOG,
  /** A source brings nothing at a time at which it usually does. */
  SILENCE,
  /** Many signatures fail. */
  SIGNATURES,
  /** Events are quarantined and wait for a person; each further one is worth another notice. */
  QUARANTINE,
  /** The disk is nearly full. */
  DISK,
  /** A file that people edit was not taken. */
  FILES;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
