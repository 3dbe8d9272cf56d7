package io.usher.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rows that nobody would ever take up again, or that nobody takes up now. */
final class ExaminedQueue implements Examination {

  private static final String CHECK = "queues";

  /** Whoever claims may be late by so much before it is worth a word. */
  private static final Duration LATE = Duration.ofMinutes(2);

  private static final Duration LONGEST_LEASE = Duration.ofHours(24);

  /** Longer than any schedule waits. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(8);

  @Override
  public List<Finding> of(ExaminedStore store) {
    List<Finding> findings = new ArrayList<>();
    forgotten(store, findings);
    leases(store, findings);
    farOff(store, findings);
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok(
              CHECK,
              "Everything that is open is due at some time, and held by nobody who is gone."));
    }
    return findings;
  }

  private static void forgotten(ExaminedStore store, List<Finding> findings) {
    String events =
        store.named("SELECT id FROM events WHERE status = 'ACCEPTED' AND due_at IS NULL");
    String deliveries =
        store.named(
            "SELECT id FROM deliveries WHERE status IN ('PENDING', 'RETRYING') AND due_at IS NULL");
    if (!events.isEmpty()) {
      findings.add(
          Finding.problem(
              CHECK,
              "Events that wait for their router but are never due: " + events + ".",
              "Put each back with: usher event reroute <id>"));
    }
    if (!deliveries.isEmpty()) {
      findings.add(
          Finding.problem(
              CHECK,
              "Deliveries that are open but never due: " + deliveries + ".",
              "Put each back with: usher delivery redeliver <id>"));
    }
  }

  private static void leases(ExaminedStore store, List<Finding> findings) {
    long late = store.now().minus(LATE).toEpochMilli();
    String left =
        store.named(
            "SELECT d.id FROM deliveries d LEFT JOIN destinations k ON k.customer = d.customer AND k.destination = d.destination"
                + " WHERE d.status = 'IN_FLIGHT' AND d.due_at < ? AND k.paused_at IS NULL AND k.opened_at IS NULL",
            late);
    String routing =
        store.named(
            "SELECT id FROM events WHERE status = 'ACCEPTED' AND lease_token IS NOT NULL AND due_at < ?",
            late);
    String advice =
        store.hubs() == 0
            ? "Start a hub; it takes them up at once."
            : "Look in its log whether the route runs: usher route list. A restart takes them up.";
    if (!left.isEmpty()) {
      findings.add(
          Finding.warning(
              CHECK,
              "Deliveries whose lease ended and that nobody took up: " + left + ".",
              advice));
    }
    if (!routing.isEmpty()) {
      findings.add(
          Finding.warning(
              CHECK,
              "Events whose routing was left and that nobody took up: " + routing + ".",
              advice));
    }
  }

  private static void farOff(ExaminedStore store, List<Finding> findings) {
    String held =
        store.named(
            "SELECT id FROM deliveries WHERE status = 'IN_FLIGHT' AND (due_at > ? OR due_at IS NULL)",
            store.now().plus(LONGEST_LEASE).toEpochMilli());
    String waiting =
        store.named(
            "SELECT id FROM deliveries WHERE status IN ('PENDING', 'RETRYING') AND due_at > ?",
            store.now().plus(LONGEST_WAIT).toEpochMilli());
    if (!held.isEmpty()) {
      findings.add(
          Finding.problem(
              CHECK,
              "Deliveries that are held for more than a day: "
                  + held
                  + ". A clock was ahead when they were claimed.",
              giveBack(store)));
    }
    if (!waiting.isEmpty()) {
      findings.add(
          Finding.problem(
              CHECK,
              "Deliveries that wait for more than a week: "
                  + waiting
                  + ". A clock was ahead when they failed.",
              "Bring them forward with: usher delivery redeliver <id>"));
    }
  }

  /** A hub that shares its store can't know whose they are. */
  private static String giveBack(ExaminedStore store) {
    return store.isSqlite()
        ? "Set the clock right and restart the hub; what it held is given back."
        : "Set the database's clock right, stop all hubs, run UPDATE deliveries SET due_at = 0 WHERE status = 'IN_FLIGHT'; and start them.";
  }
}
