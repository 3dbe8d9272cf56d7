package io.usher.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Works through jobs, a batch at a time. A batch's rows and how far the job has come are one
 * commit, so that a kill at any moment neither skips a row nor visits one twice.
 */
public final class JobBatches {

  private final GroupCommit writer;
  private final JobScan scan;
  private final Wakeups wakeups;
  private final Clock clock;

  JobBatches(GroupCommit writer, JobScan scan, Wakeups wakeups, Clock clock) {
    this.writer = writer;
    this.scan = scan;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  /** A batch as it is being written. */
  private static final class Batch {
    private final Set<Place> places = new LinkedHashSet<>();
    private int done;
  }

  /**
   * Does one batch of the job and gives it back, due when its rate allows the next one. Finds the
   * rows on the caller's thread.
   *
   * @return whether the lease still held; if not, because the job was paused or is another's by
   *     now, nothing was written
   */
  public CompletableFuture<Boolean> work(ClaimedJob claimed) {
    List<String> ids = scan.next(claimed);
    return writer
        .write(sql -> write(sql, claimed, ids, clock.millis()))
        .thenApply(
            batch -> {
              batch.ifPresent(b -> b.places.forEach(place -> place.wake(wakeups)));
              return batch.isPresent();
            });
  }

  private static Optional<Batch> write(
      SqlSession sql, ClaimedJob claimed, List<String> ids, long now) throws SQLException {
    if (!giveBack(sql, claimed, ids.size(), now)) {
      return Optional.empty();
    }
    Batch batch = new Batch();
    for (String id : ids) {
      visit(sql, claimed.job(), id, now)
          .ifPresent(
              place -> {
                batch.done++;
                batch.places.add(place);
              });
    }
    advance(sql, claimed, ids, batch.done);
    if (ids.size() < claimed.job().rate().batch()) {
      finish(sql, claimed.job().id());
    }
    return Optional.of(batch);
  }

  /** First of all, so that on a shared database the job's row stays locked until the commit. */
  private static boolean giveBack(SqlSession sql, ClaimedJob claimed, int rows, long now)
      throws SQLException {
    return sql.update(
            """
            UPDATE jobs SET due_at = ?, updated_at = ?, lease_token = NULL, failures = 0, last_error = NULL
            WHERE id = ? AND lease_token = ? AND status = 'RUNNING'""",
            now + claimed.job().rate().after(rows).toMillis(),
            now,
            claimed.job().id(),
            claimed.leaseToken())
        == 1;
  }

  private static Optional<Place> visit(SqlSession sql, Job job, String id, long now)
      throws SQLException {
    if (job.kind() == JobKind.REDELIVER) {
      return Redelivery.one(sql, id, Redelivery.statuses(job.filter().status()), now);
    }
    Rerouting.Result result = Rerouting.one(sql, id, job.reroute(), now);
    return result.what() == Rerouted.WAITING ? Optional.of(result.place()) : Optional.empty();
  }

  private static void advance(SqlSession sql, ClaimedJob claimed, List<String> ids, int done)
      throws SQLException {
    sql.update(
        "UPDATE jobs SET after_id = ?, done = done + ?, skipped = skipped + ? WHERE id = ?",
        ids.isEmpty() ? claimed.afterId() : ids.get(ids.size() - 1),
        done,
        ids.size() - done,
        claimed.job().id());
  }

  /** What matched when the job was made and did no more when it came by counts as skipped. */
  private static void finish(SqlSession sql, String id) throws SQLException {
    sql.update(
        """
        UPDATE jobs SET status = 'DONE', due_at = NULL,
          skipped = CASE WHEN total > done + skipped THEN total - done ELSE skipped END,
          total = CASE WHEN total > done + skipped THEN total ELSE done + skipped END
        WHERE id = ?""",
        id);
  }
}
