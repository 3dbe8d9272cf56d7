package io.usher.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Whether the store can write now. */
public final class StorePulse {

  private static final long LONGEST_SECONDS = 5;

  /**
   * A commit without changes succeeds on a full disk too, so the last failure counts for a while.
   */
  private static final Duration MEMORY = Duration.ofSeconds(20);

  private final GroupCommit writer;
  private final @Nullable Spool spool;

  /**
   * @param spool null where there is none
   */
  StorePulse(GroupCommit writer, @Nullable Spool spool) {
    this.writer = writer;
    this.spool = spool;
  }

  /**
   * Sends a write that changes nothing along the way that all writes take. Waits up to five
   * seconds.
   *
   * @return what is wrong; empty when all is well
   */
  public Optional<String> beat() {
    if (!isAlive()) {
      return Optional.of("A thread that writes has ended; the hub must be started again.");
    }
    try {
      writer
          .write(sql -> sql.first("SELECT 1", row -> true))
          .get(LONGEST_SECONDS, TimeUnit.SECONDS);
      return writer.wasAwayWithin(MEMORY)
          ? Optional.of("A commit failed a moment ago: the database was away or its disk full.")
          : Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(e.getCause().getMessage()));
    } catch (TimeoutException e) {
      return Optional.of("A write has waited for " + LONGEST_SECONDS + " seconds.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("The hub is stopping.");
    }
  }

  /** Whether the threads that write still run; only a new start brings back one that ended. */
  public boolean isAlive() {
    return writer.isAlive() && (spool == null || spool.isAlive());
  }
}
