package io.usher.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where events become durable before they are in the database: files that are only ever appended
 * to. A sender waits for one write and one flush, which it shares with all who wait, and for
 * nothing that the database does meanwhile; {@link SpoolMover} brings the events there. What a hub
 * that was killed leaves in it, the next start takes up. Only beside a database of our own. Safe
 * for all threads.
 */
final class Spool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final int MOST_IN_A_GROUP = 1_024;
  private static final int MOST_BYTES_IN_A_GROUP = 8 * 1024 * 1024;
  private static final int MOST_WAITING = 20_000;

  /** With so many on their way into the database, no more are taken. */
  static final int MOST_UNMOVED = 250_000;

  /** A file in which nothing is left to move lies about for so long at most once nothing comes. */
  private static final long ENDS_AFTER_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final long LONGEST_CLOSE_SECONDS = 30;

  /** What is not in the database by then, the next start brings there. */
  private static final long LONGEST_SETTLING_SECONDS = 5;

  private final StoreAddress address;
  private final GroupCommit writer;
  private final KnownKeys known;
  private final SpoolFiles files;
  private final UnmovedEvents unmoved = new UnmovedEvents();
  private final SpoolMover mover;
  private final int mostUnmoved;
  private final BlockingQueue<Asked> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ExecutorService answers =
      Executors.newSingleThreadExecutor(task -> daemon(task, "usher-receipts"));
  private final Thread thread = daemon(this::run, "usher-spool");
  private @Nullable SqlSession reader;
  private volatile @Nullable Timer flushes;
  private final Deque<Forgetting> forgetting = new ArrayDeque<>();
  private long begun;
  private volatile boolean closing;

  Spool(
      StoreAddress address,
      GroupCommit writer,
      KnownKeys known,
      Wakeups wakeups,
      Clock clock,
      OpenStore.Limits limits) {
    this.address = address;
    this.writer = writer;
    this.known = known;
    this.files = new SpoolFiles(address.file(), clock, limits.spoolFileBytes());
    this.mostUnmoved = limits.unmoved();
    this.mover = new SpoolMover(files, unmoved, known, writer, wakeups, clock);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Something for the spool's thread. */
  private interface Asked {}

  private record Waits(Arrival arrival, byte[] encoded, CompletableFuture<Acceptance> future)
      implements Asked {}

  private record Forget(CompletableFuture<Void> future) implements Asked {}

  private record Wake() implements Asked {}

  private record Forgetting(int lastFile, CompletableFuture<Void> future) {}

  private record Taken(Waits waits, Acceptance acceptance) {}

  /**
   * Takes up what an earlier run left, before anything new comes.
   *
   * @throws IOException when a file can't be read
   */
  void start() throws IOException {
    SpoolFiles.Name known = written(SpoolFiles.Name::in);
    SpoolFiles.Name from = files.reopen(known);
    if (!from.equals(known)) {
      written(
          sql -> {
            from.writeTo(sql);
            return true;
          });
    }
    files.forEachLeft(
        (place, record) -> {
          if (SpoolRecord.decode(record) instanceof SpoolRecord.Came came) {
            unmoved.add(came.arrival().hash(), place);
          }
        });
    if (unmoved.size() > 0) {
      LOG.info(
          "{} events that were acknowledged are on their way into the database", unmoved.size());
    }
    writer.beginWith(mover::next);
    mover.spooled();
    thread.start();
  }

  private <T> T written(SqlWrite<T> write) throws IOException {
    try {
      return writer.write(write).get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Completes once the event is durable, or with a {@link StoreUnavailableException}. */
  CompletableFuture<Acceptance> accept(Arrival arrival) {
    CompletableFuture<Acceptance> future = new CompletableFuture<>();
    Waits waits = new Waits(arrival, SpoolRecord.encode(arrival), future);
    if (closing) {
      fail(waits, new StoreUnavailableException("The store is closing."));
    } else if (mover.failure() != null) {
      fail(waits, unavailable("The database can't take what came before.", mover.failure()));
    } else if (unmoved.size() >= mostUnmoved || !queue.offer(waits)) {
      fail(waits, unavailable("The store has too many events waiting.", null));
    }
    return future;
  }

  private static StoreUnavailableException unavailable(String sentence, @Nullable Throwable cause) {
    return new StoreUnavailableException(sentence, cause, true);
  }

  private static void fail(Waits waits, StoreUnavailableException failure) {
    waits.future.completeExceptionally(failure);
  }

  /**
   * Completes when all that was acknowledged before is in the database; with a failure while the
   * database can't take it.
   */
  CompletableFuture<Void> settled() {
    return mover.settled();
  }

  /** Completes when nothing of what was acknowledged before is left outside the database. */
  CompletableFuture<Void> forget() {
    CompletableFuture<Void> forgotten = new CompletableFuture<>();
    return mover
        .settled()
        .thenCompose(
            settled -> {
              if (!queue.offer(new Forget(forgotten))) {
                forgotten.completeExceptionally(unavailable("The spool is busy.", null));
              }
              return forgotten;
            });
  }

  /** Tells of every flush from now on. */
  void countIn(MeterRegistry registry) {
    flushes =
        Timer.builder("usher.store.spool.flush")
            .description("How long it took to make a group of webhooks durable")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(500))
            .register(registry);
  }

  /** How many acknowledged events are not in the database yet. */
  int unmoved() {
    return unmoved.size();
  }

  boolean isAlive() {
    return closing || thread.isAlive();
  }

  private void run() {
    List<Waits> group = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        Asked first = queue.poll(1, TimeUnit.SECONDS);
        if (first == null && isOld()) {
          files.endCurrent();
        }
        drain(first, group);
        if (!group.isEmpty()) {
          spool(group);
        }
        deleteMoved();
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException e) {
        LOG.error("A group of {} webhooks could not be answered", group.size(), e);
        failAll(group, unavailable("The spool failed.", e));
      } finally {
        group.clear();
      }
    }
  }

  private void drain(@Nullable Asked first, List<Waits> group) {
    int bytes = 0;
    for (Asked next = first; next != null; next = queue.poll()) {
      if (next instanceof Forget forget) {
        forget(forget);
      } else if (next instanceof Waits waits) {
        group.add(waits);
        bytes += waits.encoded.length;
      }
      if (group.size() >= MOST_IN_A_GROUP || bytes >= MOST_BYTES_IN_A_GROUP) {
        return;
      }
    }
  }

  private void spool(List<Waits> group) {
    List<Taken> taken = new ArrayList<>(group.size());
    try {
      SpoolGroup decided = new SpoolGroup(known, unmoved, this::spooled, reader());
      for (Waits waits : group) {
        try {
          taken.add(new Taken(waits, decided.take(waits.arrival, waits.encoded)));
        } catch (StoreUnavailableException e) {
          failAll(List.of(waits), e);
        }
      }
      append(decided);
    } catch (SQLException | IOException e) {
      LOG.error("The spool can't take webhooks: {}", e.toString());
      writer.outage();
      closeReader();
      failAll(group, unavailable("The store can't take it: " + e.getMessage(), e));
      return;
    }
    answers.execute(() -> taken.forEach(each -> each.waits.future.complete(each.acceptance)));
  }

  private void failAll(List<Waits> group, StoreUnavailableException failure) {
    List<Waits> failed = List.copyOf(group);
    answers.execute(() -> failed.forEach(waits -> fail(waits, failure)));
  }

  private void append(SpoolGroup decided) throws IOException {
    long began = System.nanoTime();
    SpoolFile file = files.current();
    if (file.isEmpty()) {
      begun = System.nanoTime();
    }
    try {
      long[] begins = file.append(decided.records());
      file.flush();
      for (int i = 0; i < decided.events().size(); i++) {
        unmoved.add(decided.events().get(i).hash(), new SpoolPlace(file.number(), begins[i]));
      }
      file.flushed();
    } catch (IOException e) {
      dropUnflushed(e);
      throw e;
    }
    mover.spooled();
    Timer timer = flushes;
    if (timer != null) {
      timer.record(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private void dropUnflushed(IOException failure) {
    try {
      files.currentFailed();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private Arrival spooled(SpoolPlace place) throws IOException {
    byte[] record = files.numbered(place.file()).record(place.offset());
    if (SpoolRecord.decode(record) instanceof SpoolRecord.Came came) {
      return came.arrival();
    }
    throw new IOException("A record of the spool is not what it was.");
  }

  private SqlSession reader() throws SQLException {
    SqlSession open = reader;
    if (open == null) {
      open = new SqlSession(address.openForReading());
      reader = open;
    }
    return open;
  }

  private void closeReader() {
    if (reader != null) {
      try {
        reader.close();
      } catch (SQLException e) {
        LOG.debug("A connection could not be closed", e);
      }
      reader = null;
    }
  }

  private boolean isOld() {
    return mover.isDone() && System.nanoTime() - begun > ENDS_AFTER_NANOS;
  }

  private void forget(Forget asked) {
    files.endCurrent();
    forgetting.add(new Forgetting(files.end().file(), asked.future));
  }

  private void deleteMoved() {
    if (files.hasEndedOnes()) {
      try {
        files.deleteMoved(mover.moved(), !forgetting.isEmpty());
      } catch (IOException e) {
        LOG.warn("A file of the spool can't be deleted: {}", e.toString());
      }
    }
    while (!forgetting.isEmpty() && !files.hasAnyUpTo(forgetting.peek().lastFile)) {
      forgetting.remove().future.complete(null);
    }
  }

  /** Takes nothing more, and brings all there is into the database, which must still be open. */
  @Override
  public void close() throws Exception {
    closing = true;
    queue.offer(new Wake());
    thread.join(TimeUnit.SECONDS.toMillis(LONGEST_CLOSE_SECONDS));
    answers.shutdown();
    answers.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
    try {
      mover.settled().get(LONGEST_SETTLING_SECONDS, TimeUnit.SECONDS);
      files.endCurrent();
      deleteMoved();
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn(
          "{} events could not be brought into the database; the next start does", unmoved.size());
    }
    closeReader();
    files.close();
  }
}
