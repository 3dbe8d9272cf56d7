package io.usher.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an API token is for; its role must allow it too. */
public enum Scope {
  /** Events, deliveries, attempts, the balance, jobs, destinations and routes, without payloads. */
  EVENTS_READ,
  /** The exact bytes of payloads. */
  PAYLOADS_READ,
  /** Re-routes, releases and discards events. */
  EVENTS_WRITE,
  /** Redelivers and discards deliveries; pauses and resumes destinations. */
  DELIVERIES_WRITE,
  /** Changes routes and customers. */
  ROUTES_WRITE,
  /** Makes, pauses and cancels jobs. */
  JOBS_WRITE,
  /** The metrics at /actuator/prometheus. */
  METRICS_READ,
  /** Everything that the token's role may do. */
  ADMIN;

  /** As people write it, such as events:read. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  public static Optional<Scope> named(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Scope::word).toList();
  }
}
