package io.usher.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When a destination's long lines may be put off next: a line may have a million rows, and what
 * that costs the database is missed by everybody else. Of one destination; safe for all threads.
 */
final class PutOffPace {

  /** So many end a claim: the acknowledgements in its group wait for it too. */
  static final int MOST_AT_A_TIME = 200;

  /** It rests so many times as long as it took. */
  private static final int REST = 3;

  private volatile long restsUntil = System.nanoTime();

  /** So many rows were put off by one claim. */
  void took(int rows, long nanos) {
    if (rows >= MOST_AT_A_TIME) {
      restsUntil = System.nanoTime() + REST * nanos;
    }
  }

  boolean rests() {
    return restsUntil - System.nanoTime() > 0;
  }

  /** How long it rests from now, in whole milliseconds, at least one. */
  Duration left() {
    long nanos = restsUntil - System.nanoTime();
    return Duration.ofMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1));
  }
}
