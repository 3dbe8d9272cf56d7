package io.usher.outbox;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What counts for a destination whichever version of its route runs: how many attempts are under
 * way, how many threads hang, and what has failed lately. While a version takes over from another,
 * both share one. Safe for all threads.
 */
final class Slots {

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger stuck = new AtomicInteger();
  private BreakerSettings settings;
  private Breaker breaker;
  private volatile @Nullable Runnable wake;

  Slots(BreakerSettings settings) {
    this.settings = settings;
    this.breaker = new Breaker(settings);
  }

  /** Who claims from now on. Other settings begin to count anew. */
  synchronized Breaker heldBy(Runnable wake, BreakerSettings wanted) {
    this.wake = wake;
    if (!wanted.equals(settings)) {
      settings = wanted;
      breaker = new Breaker(wanted);
    }
    return breaker;
  }

  synchronized boolean isHeldBy(Runnable waker) {
    return waker.equals(wake);
  }

  AtomicInteger running() {
    return running;
  }

  AtomicInteger stuck() {
    return stuck;
  }

  /** Room became free. */
  void freed() {
    Runnable holder = wake;
    if (holder != null) {
      holder.run();
    }
  }
}
