package io.usher.store;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way every write takes: a writer takes all that wait, runs them in one transaction and makes
 * them durable by one commit. A future completes after that commit is on the disk, never before,
 * and on the answers' thread, so that the writer is already at the next group while the last one is
 * flushed and its webhooks are answered. There is one writer on SQLite and a few on a database that
 * takes several commits at a time.
 */
final class GroupCommit implements AutoCloseable {

  /** Opens a writer's connection; asked again whenever one breaks. */
  @FunctionalInterface
  interface Opening {
    SqlSession open(int writer) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MOST_IN_A_GROUP = 1024;
  private static final int MOST_WAITING = 20_000;
  private static final int MOST_TRIES = 3;
  private static final long BETWEEN_TRIES_MS = 250;

  /**
   * After an outage nothing is claimed for so long: what attempts had done before must be written
   * first, or somebody would take them for abandoned.
   */
  private static final Duration QUIET_AFTER_AN_OUTAGE = Duration.ofSeconds(3);

  /** Failures in such a row are told once. */
  private static final Duration SAME_OUTAGE = Duration.ofSeconds(2);

  private final DatabaseType type;
  private final Opening opening;
  private final CommitMeter meter;
  private final @Nullable Flusher flusher;
  private final BlockingQueue<Waiting<?>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final List<Thread> answerers = new CopyOnWriteArrayList<>();
  private final ExecutorService answers = Executors.newSingleThreadExecutor(this::answerer);
  private final Executor later =
      CompletableFuture.delayedExecutor(BETWEEN_TRIES_MS, TimeUnit.MILLISECONDS);
  private final List<Thread> writers = new ArrayList<>();
  private final Semaphore writing = new Semaphore(1);
  private volatile Supplier<@Nullable Waiting<?>> first = () -> null;
  private volatile boolean closing;
  private volatile boolean holdsBack;
  private volatile @Nullable Long lastOutageNanos;

  /**
   * @param flusher where a commit needs another step to be on the disk, which is taken beside the
   *     next group; null where each commit is durable by itself
   */
  GroupCommit(DatabaseType type, Opening opening, CommitMeter meter, @Nullable Flusher flusher) {
    this.type = type;
    this.opening = opening;
    this.meter = meter;
    this.flusher = flusher;
  }

  /**
   * @throws SQLException when the database can't be reached now; later that only fails writes
   */
  void start() throws SQLException {
    for (int i = 1; i <= type.writers(); i++) {
      int number = i;
      Writer writer = new Writer(WriterConnection.open(() -> opening.open(number)));
      writers.add(daemon(writer::writeUntilClosed, "usher-writer-" + i));
    }
    if (flusher != null) {
      flusher.start();
    }
    writers.forEach(Thread::start);
  }

  /**
   * Completes with the write's result once it is durable, or with a {@link
   * StoreUnavailableException}. When the connection broke during the commit nobody can know whether
   * the write is in; it must be one that can be asked for again.
   */
  <T> CompletableFuture<T> write(SqlWrite<T> write) {
    return offer(new Waiting.One<>(write, false));
  }

  /** Likewise, done together with all of the same kind in its group. */
  <A, T> CompletableFuture<T> write(SqlWrites<A, T> kind, A argument) {
    return offer(new Waiting.OneOfMany<>(kind, argument));
  }

  /**
   * Likewise, for statements that no transaction may hold: they run one by one between two groups,
   * each durable at once, and with one writer all other writes wait meanwhile.
   */
  <T> CompletableFuture<T> writeBetweenGroups(SqlWrite<T> write) {
    return offer(new Waiting.One<>(write, true));
  }

  /**
   * What every group of writes begins with.
   *
   * @param first asked by the writer's thread, of which there is one, before each group; null for
   *     nothing
   */
  void beginWith(Supplier<@Nullable Waiting<?>> first) {
    this.first = first;
  }

  private <T> CompletableFuture<T> offer(Waiting<T> waiting) {
    if (closing) {
      waiting.fail(new StoreUnavailableException("The store is closing."));
    } else if (!queue.offer(waiting)) {
      waiting.fail(
          new StoreUnavailableException(
              "The store has " + MOST_WAITING + " writes waiting and takes no more for the moment.",
              null,
              true));
    }
    return waiting.future;
  }

  /**
   * For what has happened already, such as an attempt's outcome: while the database is away it is
   * asked for again and again, or the work would be done twice. Gives up when the store closes, and
   * on anything but an outage.
   */
  <T> CompletableFuture<T> insist(SqlWrite<T> write) {
    CompletableFuture<T> insisted = new CompletableFuture<>();
    insist(() -> write(write), insisted);
    return insisted;
  }

  /** Likewise, done together with all of the same kind in its group. */
  <A, T> CompletableFuture<T> insist(SqlWrites<A, T> kind, A argument) {
    CompletableFuture<T> insisted = new CompletableFuture<>();
    insist(() -> write(kind, argument), insisted);
    return insisted;
  }

  private <T> void insist(Supplier<CompletableFuture<T>> write, CompletableFuture<T> insisted) {
    write
        .get()
        .whenComplete(
            (result, failure) -> {
              if (failure == null) {
                insisted.complete(result);
              } else if (closing || !isPassing(failure)) {
                insisted.completeExceptionally(failure);
              } else {
                later.execute(() -> insist(write, insisted));
              }
            });
  }

  private static boolean isPassing(Throwable failure) {
    return failure instanceof StoreUnavailableException e && e.isPassing();
  }

  /** Whether claims wait: the database could not write a moment ago, or what can wait is to. */
  boolean holdsClaims() {
    return holdsBack || wasAwayWithin(QUIET_AFTER_AN_OUTAGE);
  }

  /** Whether what can wait is not to be written for now. */
  boolean holdsBack() {
    return holdsBack;
  }

  void holdBack(boolean hold) {
    holdsBack = hold;
  }

  boolean wasAwayWithin(Duration time) {
    Long last = lastOutageNanos;
    return last != null && System.nanoTime() - last < time.toNanos();
  }

  /** How many writes wait for a writer. */
  int waiting() {
    return queue.size();
  }

  /** Whether every writer still runs, as it should until the store closes. */
  boolean isAlive() {
    return closing
        || writers.stream().allMatch(Thread::isAlive) && (flusher == null || flusher.isAlive());
  }

  /** Commits what waits, then closes the connections. */
  @Override
  public void close() throws Exception {
    closing = true;
    for (Thread writer : writers) {
      writer.join(TimeUnit.SECONDS.toMillis(30));
    }
    if (flusher != null) {
      flusher.close();
    }
    answers.shutdown();
    for (Thread answerer : answerers) {
      // An executor is terminated a moment before its thread is; some would call that a leak.
      answerer.join(TimeUnit.SECONDS.toMillis(10));
      if (answerer.isAlive()) {
        LOG.warn("Some answers were still being written when the store closed");
      }
    }
  }

  private Thread answerer(Runnable task) {
    Thread thread = daemon(task, "usher-answers");
    answerers.add(thread);
    return thread;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** The store could not write. */
  void outage() {
    lastOutageNanos = System.nanoTime();
    meter.failed();
  }

  private void fail(
      List<Waiting<?>> group, String sentence, @Nullable Exception cause, boolean passing) {
    StoreUnavailableException unavailable = new StoreUnavailableException(sentence, cause, passing);
    answers.execute(() -> group.forEach(waiting -> waiting.fail(unavailable)));
  }

  /** One thread with its connection. */
  private final class Writer {

    private final WriterConnection connection;
    private final WritersTurn turn = new WritersTurn(writing);

    Writer(WriterConnection connection) {
      this.connection = connection;
    }

    void writeUntilClosed() {
      List<Waiting<?>> group = new ArrayList<>(MOST_IN_A_GROUP);
      while (!closing || !queue.isEmpty()) {
        try {
          Waiting<?> waiting = queue.poll(200, TimeUnit.MILLISECONDS);
          if (waiting != null) {
            group.add(waiting);
            turn.await(queue::size);
            queue.drainTo(group, MOST_IN_A_GROUP - 1);
            // Asked now, it knows of all that any of them may look for.
            Waiting<?> ahead = first.get();
            if (ahead != null) {
              group.add(0, ahead);
            }
            commitTogether(group.stream().filter(w -> !w.isAlone()).toList());
            group.stream().filter(Waiting::isAlone).forEach(this::runAlone);
          }
        } catch (InterruptedException e) {
          closing = true;
        } catch (RuntimeException e) {
          LOG.error("A group of {} writes could not be answered", group.size(), e);
        } finally {
          turn.end();
          group.clear();
        }
      }
      connection.drop();
    }

    private void commitTogether(List<Waiting<?>> group) {
      if (!group.isEmpty()) {
        commit(group, 1);
      }
    }

    /** Null when nothing can be written now. */
    private @Nullable SqlSession session() {
      SqlSession session = connection.session();
      if (session == null || !mend(session)) {
        outage();
        return null;
      }
      return session;
    }

    /**
     * After a flush that failed, only what the database itself holds is sure to be on the disk: the
     * log may be read from memory for good and never be written.
     */
    private boolean mend(SqlSession sql) {
      if (flusher == null || flusher.failure() == null) {
        return true;
      }
      try {
        sql.outsideTransaction(alone -> LogRoom.empty(type, alone));
        flusher.mended();
        LOG.info("The store's log is in the database now, which is on the disk");
        return true;
      } catch (SQLException e) {
        LOG.error("The store's log can't be brought into the database: {}", e.getMessage());
        return false;
      }
    }

    private void runAlone(Waiting<?> waiting) {
      SqlSession sql = session();
      if (sql == null) {
        fail(List.of(waiting), "The database can't be reached.", null, true);
        return;
      }
      try {
        sql.outsideTransaction(waiting::run);
        committed(List.of(waiting));
      } catch (SQLException | RuntimeException e) {
        LOG.error("A write failed: {}", e.toString());
        fail(List.of(waiting), "The store could not do this: " + e.getMessage(), e, false);
      }
    }

    private void commit(List<Waiting<?>> group, int tries) {
      SqlSession sql = session();
      if (sql == null) {
        fail(group, "The database can't be reached.", null, true);
        return;
      }
      long began = System.nanoTime();
      try {
        sql.renewPlans();
        Waiting.runAll(group, sql);
        turn.end();
        sql.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        failed(group, e, tries);
        return;
      }
      meter.committed(group.size(), System.nanoTime() - began);
      committed(group);
    }

    private void committed(List<Waiting<?>> group) {
      if (flusher == null) {
        answers.execute(() -> group.forEach(Waiting::complete));
      } else {
        flusher.flush(new Flushed(group));
      }
    }

    private void failed(List<Waiting<?>> group, Exception failure, int tries) {
      SQLException outage = type.outage(failure);
      if (outage != null) {
        if (!wasAwayWithin(SAME_OUTAGE)) {
          LOG.error("The database can't write: {}", outage.getMessage());
        }
        outage();
        if (type.losesConnections()) {
          connection.drop();
        }
        fail(group, "The store could not commit: " + outage.getMessage(), failure, true);
      } else if (group.size() > 1) {
        // One bad write must not take its neighbours along.
        group.forEach(waiting -> commit(List.of(waiting), 1));
      } else if (tries < MOST_TRIES && isConflict(failure)) {
        commit(group, tries + 1);
      } else {
        LOG.error("A write failed: {}", failure.toString());
        fail(group, "The store could not commit: " + failure.getMessage(), failure, false);
      }
    }

    /** Two transactions stood in each other's way, and this one had to give way. */
    private boolean isConflict(Exception failure) {
      return failure instanceof SQLException e
          && e.getSQLState() != null
          && e.getSQLState().startsWith("40");
    }
  }

  /** A group that waits for its flush. */
  private final class Flushed implements Flusher.Committed {

    private final List<Waiting<?>> group;

    Flushed(List<Waiting<?>> group) {
      this.group = group;
    }

    @Override
    public void durable() {
      answers.execute(() -> group.forEach(Waiting::complete));
    }

    @Override
    public void lost(IOException failure) {
      outage();
      fail(group, "The store could not flush its log: " + failure.getMessage(), failure, true);
    }
  }
}
