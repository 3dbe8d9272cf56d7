package io.usher.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer: takes every write that waits, runs them in one transaction and makes them durable
 * by one commit. A future completes after that commit, never before, and on the answers' thread, so
 * that the writer is already at the next group while the last one's webhooks are answered.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MOST_IN_A_GROUP = 1024;
  private static final int MOST_WAITING = 20_000;

  private final SqlSession sql;
  private final BlockingQueue<Waiting<?>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ExecutorService answers =
      Executors.newSingleThreadExecutor(task -> daemon(task, "usher-answers"));
  private final Thread writer;
  private volatile boolean closing;

  GroupCommit(SqlSession sql) {
    this.sql = sql;
    this.writer = daemon(this::writeUntilClosed, "usher-writer");
  }

  void start() {
    writer.start();
  }

  /**
   * Completes with the write's result once it is durable, or with a {@link
   * StoreUnavailableException}.
   */
  <T> CompletableFuture<T> write(SqlWrite<T> write) {
    return offer(new Waiting<>(write, false));
  }

  /**
   * Likewise, for statements that no transaction may hold: they run one by one between two groups,
   * each durable at once, and all other writes wait meanwhile.
   */
  <T> CompletableFuture<T> writeBetweenGroups(SqlWrite<T> write) {
    return offer(new Waiting<>(write, true));
  }

  private <T> CompletableFuture<T> offer(Waiting<T> waiting) {
    if (closing) {
      waiting.fail(new StoreUnavailableException("The store is closing."));
    } else if (!queue.offer(waiting)) {
      waiting.fail(
          new StoreUnavailableException(
              "The store has "
                  + MOST_WAITING
                  + " writes waiting and takes no more for the moment."));
    }
    return waiting.future;
  }

  private void writeUntilClosed() {
    List<Waiting<?>> group = new ArrayList<>(MOST_IN_A_GROUP);
    while (!closing || !queue.isEmpty()) {
      try {
        Waiting<?> first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, MOST_IN_A_GROUP - 1);
          commitTogether(group.stream().filter(w -> !w.alone).toList());
          group.stream().filter(w -> w.alone).forEach(this::runAlone);
        }
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException e) {
        LOG.error("A group of {} writes could not be answered", group.size(), e);
      } finally {
        group.clear();
      }
    }
  }

  private void commitTogether(List<Waiting<?>> group) {
    if (!group.isEmpty()) {
      commit(group);
    }
  }

  private void runAlone(Waiting<?> waiting) {
    try {
      sql.outsideTransaction(waiting::run);
      answers.execute(waiting::complete);
    } catch (SQLException | RuntimeException e) {
      LOG.error("A write failed: {}", e.toString());
      StoreUnavailableException unavailable =
          new StoreUnavailableException("The store could not do this: " + e.getMessage(), e);
      answers.execute(() -> waiting.fail(unavailable));
    }
  }

  private void commit(List<Waiting<?>> group) {
    try {
      for (Waiting<?> waiting : group) {
        waiting.run(sql);
      }
      sql.commit();
    } catch (SQLException | RuntimeException e) {
      rollback();
      separate(group, e);
      return;
    }
    answers.execute(() -> group.forEach(Waiting::complete));
  }

  /** One bad write must not take its neighbours along. */
  private void separate(List<Waiting<?>> group, Exception failure) {
    if (group.size() > 1) {
      group.forEach(waiting -> commit(List.of(waiting)));
    } else {
      LOG.error("A write failed: {}", failure.toString());
      StoreUnavailableException unavailable =
          new StoreUnavailableException(
              "The store could not commit: " + failure.getMessage(), failure);
      answers.execute(() -> group.get(0).fail(unavailable));
    }
  }

  private void rollback() {
    try {
      sql.rollback();
    } catch (SQLException e) {
      LOG.error("The store could not roll back: {}", e.toString());
    }
  }

  /** Commits what waits, then closes the connection. */
  @Override
  public void close() throws Exception {
    closing = true;
    writer.join(TimeUnit.SECONDS.toMillis(30));
    answers.shutdown();
    if (!answers.awaitTermination(10, TimeUnit.SECONDS)) {
      LOG.warn("Some answers were still being written when the store closed");
    }
    sql.close();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static final class Waiting<T> {
    private final SqlWrite<T> write;
    private final boolean alone;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private @Nullable T result;

    Waiting(SqlWrite<T> write, boolean alone) {
      this.write = write;
      this.alone = alone;
    }

    void run(SqlSession sql) throws SQLException {
      result = write.run(sql);
    }

    void complete() {
      future.complete(result);
    }

    void fail(StoreUnavailableException e) {
      future.completeExceptionally(e);
    }
  }
}
