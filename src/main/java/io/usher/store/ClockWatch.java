package io.usher.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees that the machine's clock was set, and moves everything that waits for a time by as much.
 * Otherwise an hour forward would end the leases of attempts that still run, whose deliveries would
 * go out twice; and an hour back would keep what is due waiting for an hour.
 */
final class ClockWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** Less than this is the usual correcting, which no lease is so short as to notice. */
  private static final Duration LEAP = Duration.ofSeconds(1);

  private final GroupCommit writer;
  private final SteadyClock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "usher-clock");
            daemon.setDaemon(true);
            return daemon;
          });

  ClockWatch(GroupCommit writer, SteadyClock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  void start() {
    long wait = BETWEEN_LOOKS.toMillis();
    thread.scheduleWithFixedDelay(() -> look().join(), wait, wait, TimeUnit.MILLISECONDS);
  }

  /** Never fails: what could not be moved now is tried at the next look. */
  CompletableFuture<Void> look() {
    long leap = clock.leapMicros();
    long target = clock.offset() + leap;
    if (Math.abs(leap) < LEAP.toNanos() / 1000) {
      clock.setOffset(target);
      return CompletableFuture.completedFuture(null);
    }
    long before = clock.offset();
    return writer
        .write(
            sql -> {
              moveAll(sql, leap / 1000);
              clock.setOffset(target);
              return null;
            })
        .handle(
            (done, failure) -> {
              if (failure == null) {
                LOG.warn(
                    "The machine's clock was set by {} s. What waits goes on waiting for as long as it did.",
                    leap / 1_000_000);
              } else {
                clock.setOffset(before);
              }
              return null;
            });
  }

  private static void moveAll(SqlSession sql, long millis) throws SQLException {
    sql.update(
        """
        UPDATE deliveries SET due_at = due_at + ? WHERE status IN ('PENDING', 'RETRYING', 'IN_FLIGHT')""",
        millis);
    sql.update("UPDATE events SET due_at = due_at + ? WHERE status = 'ACCEPTED'", millis);
    sql.update("UPDATE jobs SET due_at = due_at + ? WHERE status = 'RUNNING'", millis);
    sql.update(
        "UPDATE destinations SET probe_at = probe_at + ?, quiet_until = quiet_until + ?, rate_from = rate_from + ?",
        millis,
        millis,
        millis * 1000);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
