package io.usher.store;

import io.usher.store.Setback.Opening;
import java.sql.SQLException;

/** Writes what an attempt means for its destination, in the commit that records the attempt. */
final class DestinationRows {

  /** Of those that wait for their schedule; with more, a write would take long. */
  private static final int MOST_BROUGHT_FORWARD = 1000;

  private final SqlSession sql;
  private final DatabaseType type;
  private final String customer;
  private final String destination;
  private final long now;

  DestinationRows(
      SqlSession sql, DatabaseType type, String customer, String destination, long now) {
    this.sql = sql;
    this.type = type;
    this.customer = customer;
    this.destination = destination;
    this.now = now;
  }

  /**
   * @param probe whether the attempt was to show if the destination is back
   * @return whether deliveries that waited may go now
   */
  boolean attempted(boolean probe, Setback setback) throws SQLException {
    if (setback.quiet() != null) {
      keepQuiet(now + setback.quiet().toMillis());
    }
    if (setback.opening() == null) {
      return probe && close();
    }
    if (probe) {
      stayOpen(setback.opening());
    } else {
      open(setback.opening());
    }
    return false;
  }

  private void keepQuiet(long until) throws SQLException {
    sql.update(
        """
        INSERT INTO destinations (customer, destination, quiet_until) VALUES (?, ?, ?)
        ON CONFLICT (customer, destination) DO UPDATE SET quiet_until = excluded.quiet_until
        WHERE destinations.quiet_until IS NULL OR destinations.quiet_until < excluded.quiet_until""",
        customer,
        destination,
        until);
  }

  /** What opened it first stays written: later failures are its echoes. */
  private void open(Opening opening) throws SQLException {
    sql.update(
        """
        INSERT INTO destinations (customer, destination, opened_at, probe_at, probe_wait, reason, credential)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (customer, destination) DO UPDATE SET opened_at = excluded.opened_at, probe_at = excluded.probe_at,
          probe_wait = excluded.probe_wait, reason = excluded.reason, credential = excluded.credential
        WHERE destinations.opened_at IS NULL""",
        customer,
        destination,
        now,
        now + opening.firstWait().toMillis(),
        opening.firstWait().toMillis(),
        opening.reason(),
        opening.credential() ? 1 : 0);
  }

  private void stayOpen(Opening opening) throws SQLException {
    long least = opening.firstWait().toMillis();
    long most = opening.longestWait().toMillis();
    long last =
        sql.first(
                "SELECT probe_wait FROM destinations WHERE customer = ? AND destination = ?",
                row -> row.getLong(1),
                customer,
                destination)
            .orElse(0L);
    long wait = Math.max(least, Math.min(2 * last, most));
    sql.update(
        """
        UPDATE destinations SET probe_at = ?, probe_wait = ?, reason = ?, credential = ?
        WHERE customer = ? AND destination = ? AND opened_at IS NOT NULL""",
        now + wait,
        wait,
        opening.reason(),
        opening.credential() ? 1 : 0,
        customer,
        destination);
  }

  private boolean close() throws SQLException {
    boolean closed =
        sql.update(
                """
                UPDATE destinations SET opened_at = NULL, probe_at = NULL, probe_wait = NULL, reason = NULL, credential = 0
                WHERE customer = ? AND destination = ? AND opened_at IS NOT NULL""",
                customer,
                destination)
            == 1;
    if (closed) {
      bringForward();
    }
    return closed;
  }

  /**
   * Those that failed before the breaker opened need not wait for their schedules now. The three
   * statuses stand there for the index over them.
   */
  private void bringForward() throws SQLException {
    sql.update(
        "UPDATE deliveries SET due_at = ? WHERE status = 'RETRYING' AND id IN (SELECT d.id FROM deliveries d"
            + " WHERE d.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT') AND d.status = 'RETRYING'"
            + " AND d.customer = ? AND d.destination = ? AND d.due_at > ? ORDER BY d.due_at LIMIT ?"
            + type.skipLocked("d")
            + ")",
        now,
        customer,
        destination,
        now,
        MOST_BROUGHT_FORWARD);
  }

  /** The next claim tries whether an open destination is back. */
  void probeNow() throws SQLException {
    sql.update(
        """
        UPDATE destinations SET probe_at = ?, quiet_until = NULL
        WHERE customer = ? AND destination = ? AND (opened_at IS NOT NULL OR quiet_until IS NOT NULL)""",
        now,
        customer,
        destination);
  }
}
