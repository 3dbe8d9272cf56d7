package io.usher.store;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Destinations at which deliveries wait, and why. */
final class ExaminedDestinations implements Examination {

  private static final String CHECK = "destinations";
  private static final Duration LATE = Duration.ofMinutes(10);

  @Override
  public List<Finding> of(ExaminedStore store) {
    List<Finding> findings = new ArrayList<>();
    for (Backlog backlog : backlogs(store)) {
      Finding finding = finding(store, backlog);
      if (finding != null) {
        findings.add(finding);
      }
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(CHECK, "No destination keeps deliveries waiting."));
    }
    return findings;
  }

  private static List<Backlog> backlogs(ExaminedStore store) {
    return store
        .reader()
        .sql(
            """
            SELECT d.customer, d.destination, d.n, d.due_at, k.paused_at, k.paused_by, k.opened_at, k.reason
            FROM (SELECT customer, destination, count(*) AS n, min(due_at) AS due_at FROM deliveries
              WHERE status IN ('PENDING', 'RETRYING', 'IN_FLIGHT') GROUP BY customer, destination) d
            LEFT JOIN destinations k ON k.customer = d.customer AND k.destination = d.destination
            ORDER BY d.customer, d.destination""")
        .query(
            (row, n) ->
                new Backlog(
                    row.getString("customer"),
                    row.getString("destination"),
                    row.getLong("n"),
                    Rows.instant(row, "due_at"),
                    row.getString("paused_by"),
                    Rows.instant(row, "paused_at"),
                    row.getString("reason"),
                    Rows.instant(row, "opened_at")))
        .list();
  }

  private static @Nullable Finding finding(ExaminedStore store, Backlog backlog) {
    String who = backlog.customer + "/" + backlog.destination;
    String waiting = backlog.count + " deliveries to " + who + " wait";
    if (!Files.exists(store.routesDir().resolve(who + ".camel.yaml"))) {
      return Finding.problem(
          CHECK,
          waiting + ", but there is no route of that name, so nothing will ever take them.",
          "Write "
              + store.routesDir().resolve(who + ".camel.yaml")
              + ", or correct the name in the router.");
    }
    if (backlog.pausedAt != null) {
      return Finding.warning(
          CHECK,
          waiting + ": " + backlog.pausedBy + " paused it at " + backlog.pausedAt + ".",
          "usher destination resume " + who);
    }
    if (backlog.openedAt != null) {
      return Finding.warning(
          CHECK,
          waiting + ", out of order since " + backlog.openedAt + ": " + backlog.reason,
          "Once that is mended: usher destination resume " + who);
    }
    if (backlog.due != null && backlog.due.isBefore(store.now().minus(LATE))) {
      return Finding.warning(
          CHECK,
          waiting + ", the first of them due since " + backlog.due + ".",
          store.hubs() == 0
              ? "Start a hub."
              : "It takes less than comes in: raise its concurrency or rate, or look at how long its attempts take.");
    }
    return null;
  }

  private record Backlog(
      String customer,
      String destination,
      long count,
      @Nullable Instant due,
      @Nullable String pausedBy,
      @Nullable Instant pausedAt,
      @Nullable String reason,
      @Nullable Instant openedAt) {}
}
