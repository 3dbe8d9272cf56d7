package io.usher.alarm;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an alarm is about. */
public enum AlarmKind {
  /** A destination's breaker is open. */
  BREAKER("%s is back; what waited is being delivered."),
  /** Deliveries are dead; each further one is worth another notice. */
  DEAD("No delivery to %s is dead any more."),
  /** An event or delivery has waited too long. */
  BACKLOG("Nothing waits too long for %s any more."),
  /** A source brings nothing at a time at which it usually does. */
  SILENCE("%s is not silent any more."),
  /** Many signatures fail. */
  SIGNATURES("Signatures at %s do not fail in a burst any more."),
  /** Events are quarantined and wait for a person; each further one is worth another notice. */
  QUARANTINE("None of the %s is quarantined any more."),
  /** The disk is nearly full. */
  DISK("The disk of the %s has room again."),
  /** A file that people edit was not taken. */
  FILES("%s was taken.");

  private final String over;

  AlarmKind(String over) {
    this.over = over;
  }

  /** What is said when it has ended. */
  String over(@Nullable String customer, String subject) {
    return over.formatted(customer == null ? subject : customer + "/" + subject);
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
