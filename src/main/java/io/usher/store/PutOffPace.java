package io.usher.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When a destination's long lines may be put off next: a line may have a million rows, and what
 * that costs the database is missed by everybody else. Of one destination; safe for all threads.
 */
final class PutOffPace {

  /** What came last is looked at so often while it rests. */
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final int most;
  private final int rest;
  private volatile long restsUntil = System.nanoTime();
  private volatile long lookedAt = System.nanoTime() - BETWEEN_LOOKS_NANOS;

  /**
   * @param most so many end a claim: the acknowledgements in its group wait for it too
   * @param rest how many times as long as it took
   */
  PutOffPace(int most, int rest) {
    this.most = most;
    this.rest = rest;
  }

  /**
   * So many rows were put off by one claim, in so much time.
   *
   * @return whether that was all it may, so that it rests
   */
  boolean took(int rows, long nanos) {
    boolean enough = rows >= most;
    if (enough) {
      restsUntil = System.nanoTime() + rest * nanos;
    }
    return enough;
  }

  boolean rests() {
    return restsUntil - System.nanoTime() > 0;
  }

  /** Whether it is time to look at what came last; if so, the next time is later. */
  boolean looksAtNewest() {
    long now = System.nanoTime();
    boolean looks = now - lookedAt >= BETWEEN_LOOKS_NANOS;
    if (looks) {
      lookedAt = now;
    }
    return looks;
  }

  /** How long it rests from now, in whole milliseconds, at least one. */
  Duration left() {
    long nanos = restsUntil - System.nanoTime();
    return Duration.ofMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1));
  }
}
