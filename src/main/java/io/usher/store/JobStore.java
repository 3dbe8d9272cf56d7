package io.usher.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Jobs, and who works on which. Futures complete when the write is durable. Finished jobs are kept
 * as a record, the newest thousand of all. Safe for all threads.
 */
public final class JobStore {

  static final int KEPT = 1000;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
  private static final int MOST_FAILURES = 10;

  private final DatabaseType type;
  private final GroupCommit writer;
  private final JdbcClient reader;
  private final JobScan scan;
  private final Clock clock;
  private final WhoAsks who;

  JobStore(
      DatabaseType type,
      GroupCommit writer,
      JdbcClient reader,
      JobScan scan,
      Clock clock,
      WhoAsks who) {
    this.who = who;
    this.type = type;
    this.writer = writer;
    this.reader = reader;
    this.scan = scan;
    this.clock = clock;
  }

  /**
   * Makes a job, due at once. It counts its rows first, on the caller's thread, and will visit none
   * that comes later.
   *
   * @return the job; the one that was made before when its idempotency key was used before
   */
  public CompletableFuture<Job> create(NewJob job) {
    scan.checkReach(job.filter());
    Optional<Job> before = withKey(job.idempotencyKey());
    if (before.isPresent()) {
      return CompletableFuture.completedFuture(before.get());
    }
    String lastId = scan.lastId(job.kind());
    long total = scan.countUpTo(job.kind(), job.filter(), lastId);
    String id = Ids.next(clock);
    long now = clock.millis();
    return writer.write(
        sql -> {
          JobRows.insert(sql, job, id, lastId, total, now);
          trim(sql);
          Job made = JobRows.find(sql, id);
          return made == null ? withKey(sql, job.idempotencyKey()) : made;
        });
  }

  private Optional<Job> withKey(@Nullable String key) {
    if (key == null) {
      return Optional.empty();
    }
    return reader
        .sql("SELECT " + JobRows.COLUMNS + " FROM jobs WHERE idempotency_key = ?")
        .param(key)
        .query((row, n) -> JobRows.job(row))
        .optional();
  }

  private static Job withKey(SqlSession sql, @Nullable String key) throws SQLException {
    return sql.first(
            "SELECT " + JobRows.COLUMNS + " FROM jobs WHERE idempotency_key = ?", JobRows::job, key)
        .orElseThrow();
  }

  private static void trim(SqlSession sql) throws SQLException {
    sql.update(
        """
        DELETE FROM jobs WHERE status IN ('DONE', 'CANCELLED', 'FAILED')
          AND id <= (SELECT id FROM jobs ORDER BY id DESC LIMIT 1 OFFSET ?)""",
        KEPT);
  }

  public Optional<Job> find(String id) {
    return reader
        .sql("SELECT " + JobRows.COLUMNS + " FROM jobs WHERE id = ?")
        .param(id)
        .query((row, n) -> JobRows.job(row))
        .optional()
        .filter(job -> who.reach().includes(job.filter().customer()));
  }

  /** Newest first. */
  public Page<Job> list(@Nullable String status, int limit, @Nullable String cursor) {
    Where where = new Where(type);
    where.within("customer", who.reach());
    where.and("status = ?", status);
    where.and("id < ?", cursor);
    List<Job> rows =
        reader
            .sql(
                "SELECT "
                    + JobRows.COLUMNS
                    + " FROM jobs"
                    + where
                    + " ORDER BY id DESC LIMIT "
                    + (limit + 1))
            .params(where.arguments())
            .query((row, n) -> JobRows.job(row))
            .list();
    return Page.of(rows, limit, Job::id);
  }

  /** Each of these answers with the job as it is now, which may be in no state for it. */
  public CompletableFuture<Optional<Job>> pause(String id) {
    return move(id, JobStatus.PAUSED, "status = 'RUNNING'");
  }

  public CompletableFuture<Optional<Job>> resume(String id) {
    return move(id, JobStatus.RUNNING, "status IN ('PAUSED', 'FAILED')");
  }

  public CompletableFuture<Optional<Job>> cancel(String id) {
    return move(id, JobStatus.CANCELLED, "status IN ('RUNNING', 'PAUSED', 'FAILED')");
  }

  /** Takes the lease away too, so that a batch under way writes nothing more. */
  private CompletableFuture<Optional<Job>> move(String id, JobStatus to, String from) {
    if (find(id).isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    long now = clock.millis();
    return writer.write(
        sql -> {
          sql.update(
              "UPDATE jobs SET status = ?, due_at = ?, updated_at = ?, lease_token = NULL, failures = 0 WHERE id = ? AND "
                  + from,
              to,
              now,
              now,
              id);
          return Optional.ofNullable(JobRows.find(sql, id));
        });
  }

  /** When the next batch of any job may start; empty when no job runs. */
  public Optional<Instant> nextDue() {
    return reader
        .sql("SELECT due_at FROM jobs WHERE status = 'RUNNING' ORDER BY due_at, id LIMIT 1")
        .query((row, n) -> Instant.ofEpochMilli(row.getLong(1)))
        .optional();
  }

  /** Takes the job whose batch has waited longest, for one batch. */
  public CompletableFuture<Optional<ClaimedJob>> claim() {
    if (writer.holdsClaims()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    long now = clock.millis();
    String token = UUID.randomUUID().toString();
    return writer.write(
        sql ->
            sql.first(
                """
                UPDATE jobs SET due_at = ?, lease_token = ?
                WHERE status = 'RUNNING' AND due_at <= ? AND id =
                  (SELECT id FROM jobs WHERE status = 'RUNNING' AND due_at <= ? ORDER BY due_at, id LIMIT 1)
                RETURNING """
                    + " "
                    + JobRows.COLUMNS,
                JobRows::claimed,
                now + LEASE.toMillis(),
                token,
                now,
                now));
  }

  /**
   * Gives a job back whose batch could not be written. After some such batches in a row it is
   * {@code FAILED}, until a person resumes it.
   */
  public CompletableFuture<Boolean> failed(ClaimedJob claimed, String sentence) {
    long now = clock.millis();
    return writer.write(
        sql ->
            sql.update(
                    """
                    UPDATE jobs SET failures = failures + 1, last_error = ?, updated_at = ?, due_at = ?,
                      lease_token = NULL, status = CASE WHEN failures + 1 >= ? THEN 'FAILED' ELSE status END
                    WHERE id = ? AND lease_token = ?""",
                    sentence,
                    now,
                    now + AFTER_A_FAILURE.toMillis(),
                    MOST_FAILURES,
                    claimed.job().id(),
                    claimed.leaseToken())
                == 1);
  }

  /** Gives back at once what a stopped hub held. Only where no other process shares the store. */
  CompletableFuture<Integer> releaseAll() {
    long now = clock.millis();
    return writer.write(
        sql ->
            sql.update(
                "UPDATE jobs SET due_at = ?, lease_token = NULL WHERE status = 'RUNNING' AND lease_token IS NOT NULL",
                now));
  }
}
