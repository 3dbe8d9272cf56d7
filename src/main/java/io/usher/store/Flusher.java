package io.usher.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes durable what was committed before anybody is told, while the writer is already at the next
 * group: one flush serves all groups that were committed before it began. Once a flush fails,
 * nothing that was committed before {@link #mended()} is told as done. Groups come from one thread.
 */
final class Flusher implements AutoCloseable {

  /** What commits are appended to. */
  interface Log extends Closeable {

    /**
     * Returns when everything that was committed before is on the disk.
     *
     * @throws IOException after which nobody knows what is on the disk; another flush that succeeds
     *     says nothing of what this one should have written
     */
    void flush() throws IOException;
  }

  /** A group of writes that was committed. */
  interface Committed {
    void durable();

    void lost(IOException failure);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

  private final Log log;
  private final BlockingQueue<Committed> committed = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "usher-flusher");
  private volatile boolean closing;
  private volatile @Nullable IOException failure;

  Flusher(Log log) {
    this.log = log;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void flush(Committed group) {
    committed.add(group);
  }

  /** Why nothing is told as done any more; null where all of it came to the disk. */
  @Nullable IOException failure() {
    return failure;
  }

  /** All that was committed before is on the disk by another way; called by the groups' thread. */
  void mended() {
    failure = null;
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    List<Committed> groups = new ArrayList<>();
    while (!closing || !committed.isEmpty()) {
      try {
        Committed first = committed.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          groups.add(first);
          committed.drainTo(groups);
          flush(groups);
        }
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException e) {
        LOG.error("Groups of writes that are durable could not be answered", e);
      } finally {
        groups.clear();
      }
    }
  }

  private void flush(List<Committed> groups) {
    IOException failed = failure;
    if (failed == null) {
      try {
        log.flush();
      } catch (IOException e) {
        LOG.error("The store's log can't be flushed to the disk: {}", e.toString());
        failed = e;
        failure = e;
      }
    }
    for (Committed group : groups) {
      if (failed == null) {
        group.durable();
      } else {
        group.lost(failed);
      }
    }
  }

  /** Flushes what was committed before. */
  @Override
  public void close() throws InterruptedException, IOException {
    closing = true;
    thread.join(TimeUnit.SECONDS.toMillis(30));
    log.close();
  }
}
