package io.usher.store;

import java.util.ArrayList;
import java.util.List;

/** Rows that contradict each other, and whether every one is accounted for. */
final class ExaminedRows implements Examination {

  private static final String ROWS = "rows";
  private static final String BALANCE = "balance";

  @Override
  public List<Finding> of(ExaminedStore store) {
    List<Finding> findings = new ArrayList<>();
    findings.add(balance(store));
    report(
        findings,
        store.named(
            "SELECT d.id FROM deliveries d JOIN events e ON e.id = d.event_id"
                + " WHERE d.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT') AND e.payload IS NULL"),
        "Open deliveries whose event has no payload any more",
        "The hub discards each when it is due; nothing can be delivered.");
    report(
        findings,
        store.named("SELECT id FROM deliveries WHERE status = 'DEAD' AND finished_at IS NULL"),
        "Dead deliveries without an end",
        "Somebody changed the database by hand. Redeliver them: usher delivery redeliver <id>");
    if (store.deep()) {
      orphans(store, findings);
    }
    if (findings.size() == 1) {
      findings.add(
          Finding.ok(
              ROWS,
              "No row contradicts another"
                  + (store.deep() ? "." : "; usher doctor --deep looks at all of them.")));
    }
    return findings;
  }

  /** Counts the rows; the balance itself is read from what was counted with each write. */
  private static Finding balance(ExaminedStore store) {
    List<String> off = RowCounts.named(RowCounts.missing(store.address().type(), store.reader()));
    return off.isEmpty()
        ? Finding.ok(BALANCE, "Every event and delivery is accounted for.")
        : Finding.problem(
            BALANCE,
            "Not every event or delivery is accounted for: " + String.join(", ", off) + ".",
            "Somebody changed the database by hand, or it is a mistake of ours: keep a copy and report it. The hub counts the rows anew with each purge.");
  }

  /** The database refuses such rows; a repaired or edited one may have them all the same. */
  private static void orphans(ExaminedStore store, List<Finding> findings) {
    report(
        findings,
        store.named(
            "SELECT d.id FROM deliveries d WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.id = d.event_id)"),
        "Deliveries whose event is gone",
        "The database was damaged or edited. Restore it from a backup: docs/operate.md.");
    report(
        findings,
        store.named(
            "SELECT a.delivery_id FROM attempts a WHERE NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.id = a.delivery_id)"),
        "Attempts whose delivery is gone",
        "The database was damaged or edited. Restore it from a backup: docs/operate.md.");
    report(
        findings,
        store.named(
            "SELECT d.id FROM deliveries d WHERE d.status = 'DELIVERED' AND NOT EXISTS"
                + " (SELECT 1 FROM attempts a WHERE a.delivery_id = d.id AND a.outcome = 'DELIVERED')"),
        "Deliveries that are delivered without an attempt that says so",
        "Ask the destination whether it has them; redeliver if not: usher delivery redeliver <id>");
  }

  private static void report(List<Finding> findings, String named, String which, String advice) {
    if (!named.isEmpty()) {
      findings.add(Finding.problem(ROWS, which + ": " + named + ".", advice));
    }
  }
}
