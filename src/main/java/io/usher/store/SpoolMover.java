package io.usher.store;

import io.usher.event.EventStatus;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events from the spool into the database, in their order and each once: the place up to
 * which they are there is written with them. Every group of writes begins with it, so what a write
 * looks for is there if it was acknowledged before. In a {@link Rush} it takes its time, but for
 * those who want to see all. Safe for all threads but where a method says whose it is.
 */
final class SpoolMover {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolMover.class);

  /** In one transaction, with all else that waits behind it. */
  private static final int MOST = 1_000;

  private static final int MOST_BYTES = 8 * 1024 * 1024;

  /** Groups of more events are cheaper, and a delivery doesn't notice. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** As many as deliveries go on with in a rush. */
  private static final int MOST_IN_A_RUSH = 250;

  private static final long PAUSE_IN_A_RUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** With more than so many waiting, a rush is no reason any more to let them. */
  private static final int MANY = 150_000;

  private static final long AFTER_A_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final EventRows ROWS = new EventRows("DO NOTHING");

  private final SpoolFiles files;
  private final UnmovedEvents unmoved;
  private final KnownKeys known;
  private final GroupCommit writer;
  private final Wakeups wakeups;
  private final Clock clock;
  private final AtomicBoolean nudged = new AtomicBoolean();
  private final ConcurrentLinkedQueue<Awaited> awaited = new ConcurrentLinkedQueue<>();
  private volatile SpoolPlace end = SpoolPlace.BEFORE_ALL;
  private volatile SpoolPlace moved = SpoolPlace.BEFORE_ALL;
  private volatile long lastNanos = System.nanoTime() - PAUSE_IN_A_RUSH_NANOS;
  private volatile @Nullable Throwable failure;

  SpoolMover(
      SpoolFiles files,
      UnmovedEvents unmoved,
      KnownKeys known,
      GroupCommit writer,
      Wakeups wakeups,
      Clock clock) {
    this.files = files;
    this.unmoved = unmoved;
    this.known = known;
    this.writer = writer;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  private record Awaited(SpoolPlace place, CompletableFuture<Void> future) {}

  /**
   * What one write moved.
   *
   * @param upTo everything before it is in the database
   * @param customers whose events they were
   */
  private record Moved(SpoolPlace upTo, Set<String> customers) {}

  /** More is durable in the spool. */
  void spooled() {
    end = files.end();
    nudge();
  }

  /** Up to where everything is in the database, durably. */
  SpoolPlace moved() {
    return moved;
  }

  /** Why the last write that should have moved something could not; null where it did. */
  @Nullable Throwable failure() {
    return failure;
  }

  boolean isDone() {
    return !end.isBehind(moved);
  }

  /**
   * Completes when everything that is in the spool now is in the database, durably; with the last
   * failure while that can't be.
   */
  CompletableFuture<Void> settled() {
    SpoolPlace now = end;
    if (!now.isBehind(moved)) {
      return CompletableFuture.completedFuture(null);
    }
    Throwable why = failure;
    if (why != null) {
      return CompletableFuture.failedFuture(why);
    }
    CompletableFuture<Void> future = new CompletableFuture<>();
    awaited.add(new Awaited(now, future));
    tell();
    nudgeNow();
    return future;
  }

  private void nudge() {
    long wait = lastNanos + pause() - System.nanoTime();
    if (nudged.compareAndSet(false, true)) {
      if (wait <= 0) {
        nudgeNow();
      } else {
        onTimer(wait).execute(this::nudgeNow);
      }
    }
  }

  /** On the JDK's own timer, without a thread for each: to ask for a write takes no time. */
  private static Executor onTimer(long nanos) {
    return CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run);
  }

  private void nudgeNow() {
    writer.write(sql -> true);
  }

  private long pause() {
    if (failure != null) {
      return AFTER_A_FAILURE_NANOS;
    }
    return takesItsTime() ? PAUSE_IN_A_RUSH_NANOS : PAUSE_NANOS;
  }

  private boolean takesItsTime() {
    return awaited.isEmpty() && wakeups.rush().isOn() && unmoved.size() < MANY;
  }

  /** What a group of writes is to begin with; asked by the writer's thread before each. */
  @Nullable Waiting<?> next() {
    nudged.set(false);
    if (isDone()) {
      return null;
    }
    boolean slowly = takesItsTime();
    if ((slowly || failure != null) && System.nanoTime() - lastNanos < pause()) {
      nudge();
      return null;
    }
    lastNanos = System.nanoTime();
    Waiting.One<Moved> moving =
        new Waiting.One<>(sql -> move(sql, slowly ? MOST_IN_A_RUSH : MOST), false);
    moving.future.whenComplete(this::moved);
    return moving;
  }

  private Moved move(SqlSession sql, int most) throws SQLException {
    SpoolFiles.Name at = SpoolFiles.Name.in(sql);
    SpoolPlace upTo = SpoolPlace.BEFORE_ALL;
    try {
      for (SpoolFile file : files.from(at.file())) {
        long from = file.name().equals(at.file()) ? at.offset() : file.begin();
        long to = file.durable();
        upTo = new SpoolPlace(file.number(), from);
        if (from < to) {
          return moveAll(sql, file, file.readSome(from, to, most, MOST_BYTES));
        }
      }
    } catch (IOException e) {
      throw new SQLException("The spool can't be read: " + e.getMessage(), e);
    }
    return new Moved(upTo, Set.of());
  }

  private Moved moveAll(SqlSession sql, SpoolFile file, List<SpoolFile.Framed> records)
      throws SQLException {
    long next = records.get(records.size() - 1).next();
    Moved moving = new Moved(new SpoolPlace(file.number(), next), new HashSet<>());
    List<EventRows.Row> rows = new ArrayList<>();
    List<String> again = new ArrayList<>();
    known.beginGroup(records.size());
    for (SpoolFile.Framed each : records) {
      SpoolRecord record = SpoolRecord.decode(each.record());
      if (record instanceof SpoolRecord.CameAgain once && !file.isMovedBefore()) {
        again.add(once.id());
      } else if (record instanceof SpoolRecord.Came came
          && (file.isNew() || isMissing(sql, rows, came.arrival()))) {
        moving.customers.add(came.arrival().customer());
        rows.add(row(came.arrival()));
      }
    }
    write(sql, rows);
    for (String id : again) {
      EventRows.countAgain(sql, id);
    }
    new SpoolFiles.Name(file.name(), next).writeTo(sql);
    return moving;
  }

  private EventRows.Row row(Arrival arrival) {
    boolean fresh = arrival.status() == EventStatus.ACCEPTED && known.keeps(arrival);
    if (!fresh) {
      known.isIndexed(arrival.hash());
    }
    return new EventRows.Row(arrival, fresh);
  }

  private void write(SqlSession sql, List<EventRows.Row> rows) throws SQLException {
    boolean[] written = ROWS.write(sql, rows, clock.millis());
    for (int i = 0; i < written.length; i++) {
      if (!written[i]) {
        LOG.warn(
            "Event {} was not brought from the spool: the database has it already, or another with its key",
            rows.get(i).arrival().id());
      }
    }
  }

  /** Of what an earlier run left: neither this event nor another with its key is there. */
  private boolean isMissing(SqlSession sql, List<EventRows.Row> rows, Arrival arrival)
      throws SQLException {
    // Those before it must be seen.
    write(sql, rows);
    rows.clear();
    if (sql.first("SELECT 1 FROM events WHERE id = ?", row -> true, arrival.id()).isPresent()) {
      return false;
    }
    Optional<FirstEvent> other = known.find(sql, arrival);
    other.ifPresent(
        first ->
            LOG.warn(
                "Event {} of the spool is not kept: the database has {} with its key, which came from elsewhere",
                arrival.id(),
                first.id()));
    return other.isEmpty();
  }

  private void moved(@Nullable Moved result, @Nullable Throwable why) {
    failure = why;
    if (result != null) {
      unmoved.removeBefore(result.upTo);
      if (result.upTo.isBehind(moved)) {
        moved = result.upTo;
      }
      result.customers.forEach(wakeups::wakeInbox);
      tell();
    } else if (why != null) {
      tell(why);
    }
    if (!awaited.isEmpty()) {
      nudgeNow();
    } else if (!isDone()) {
      nudge();
    }
  }

  private void tell() {
    SpoolPlace now = moved;
    awaited.removeIf(
        each -> {
          boolean done = !each.place.isBehind(now);
          if (done) {
            each.future.complete(null);
          }
          return done;
        });
  }

  private void tell(Throwable why) {
    for (Awaited each = awaited.poll(); each != null; each = awaited.poll()) {
      each.future.completeExceptionally(why);
    }
  }
}
