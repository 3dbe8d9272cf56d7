package io.usher.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of jobs. */
final class JobRows {

  static final String COLUMNS =
      """
      id, kind, status, customer, destination, row_status, event_type, since, until, error_text, q, reroute_to, again, \
      rate, total, done, skipped, created_by, created_at, updated_at, after_id, last_id, lease_token, last_error""";

  private JobRows() {}

  static Job job(ResultSet row) throws SQLException {
    return new Job(
        row.getString("id"),
        JobKind.valueOf(row.getString("kind")),
        JobStatus.valueOf(row.getString("status")),
        filter(row),
        Reroute.of(row.getString("reroute_to"), row.getInt("again") == 1),
        Rate.parse(row.getString("rate")),
        row.getLong("total"),
        row.getLong("done"),
        row.getLong("skipped"),
        row.getString("created_by"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")),
        row.getString("last_error"));
  }

  private static JobFilter filter(ResultSet row) throws SQLException {
    return new JobFilter(
        row.getString("customer"),
        row.getString("destination"),
        row.getString("row_status"),
        row.getString("event_type"),
        Rows.instant(row, "since"),
        Rows.instant(row, "until"),
        row.getString("error_text"),
        row.getString("q"));
  }

  static ClaimedJob claimed(ResultSet row) throws SQLException {
    return new ClaimedJob(
        job(row),
        row.getString("after_id"),
        row.getString("last_id"),
        row.getString("lease_token"));
  }

  /** Does nothing when there is a job with the same key. */
  static void insert(SqlSession sql, NewJob job, String id, String lastId, long total, long now)
      throws SQLException {
    JobFilter filter = job.filter();
    sql.update(
        """
        INSERT INTO jobs (id, kind, status, customer, destination, row_status, event_type, since, until, error_text, q,
          reroute_to, again, rate, idempotency_key, created_by, created_at, updated_at, last_id, total, due_at)
        VALUES (?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (idempotency_key) DO NOTHING""",
        id,
        job.kind(),
        filter.customer(),
        filter.destination(),
        filter.status(),
        filter.type(),
        Where.millis(filter.since()),
        Where.millis(filter.until()),
        filter.error(),
        filter.q(),
        job.reroute().names(),
        job.reroute().again() ? 1 : 0,
        job.rate(),
        job.idempotencyKey(),
        job.createdBy(),
        now,
        now,
        lastId,
        total,
        now);
  }

  static @Nullable Job find(SqlSession sql, String id) throws SQLException {
    return sql.first("SELECT " + COLUMNS + " FROM jobs WHERE id = ?", JobRows::job, id)
        .orElse(null);
  }
}
