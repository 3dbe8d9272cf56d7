package io.usher.store;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Lets one of several writers at a time do its statements while another waits for its commit: what
 * comes meanwhile makes one larger group, which costs less than two small ones. Of one writer, used
 * by its thread.
 */
final class WritersTurn {

  /** So many that wait are a group worth a second core of the database. */
  private static final int ENOUGH = 64;

  private static final long LOOK_MICROS = 500;

  /** One that hangs holds up the others so long, not longer. */
  private static final int MOST_LOOKS = 20;

  private final Semaphore writing;
  private boolean held;

  /**
   * @param writing shared by all writers, with one permit
   */
  WritersTurn(Semaphore writing) {
    this.writing = writing;
  }

  /** Returns when nobody else writes, enough waits for another writer, or it took too long. */
  void await(IntSupplier waiting) throws InterruptedException {
    for (int look = 0; !held && look < MOST_LOOKS && waiting.getAsInt() < ENOUGH; look++) {
      held = writing.tryAcquire(LOOK_MICROS, TimeUnit.MICROSECONDS);
    }
  }

  /** This one writes no more, or commits. */
  void end() {
    if (held) {
      held = false;
      writing.release();
    }
  }
}
