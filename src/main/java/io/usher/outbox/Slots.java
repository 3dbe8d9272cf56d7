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
  private volatile @Nullable Runnable holder;

  Slots(BreakerSettings settings) {
    this.settings = settings;
    this.breaker = new Breaker(settings);
  }

  /** Who is told of room and claims from now on. Other settings begin to count anew. */
  synchronized Breaker heldBy(Runnable roomCame, BreakerSettings wanted) {
    this.holder = roomCame;
    if (!wanted.equals(settings)) {
      settings = wanted;
      breaker = new Breaker(wanted);
    }
    return breaker;
  }

  synchronized boolean isHeldBy(Runnable roomCame) {
    return roomCame.equals(holder);
  }

  AtomicInteger running() {
    return running;
  }

  /** One of at most so many, if there is one left. */
  boolean take(int most) {
    int before = running.get();
    while (before < most) {
      if (running.compareAndSet(before, before + 1)) {
        return true;
      }
      before = running.get();
    }
    return false;
  }

  AtomicInteger stuck() {
    return stuck;
  }

  /** Room became free. */
  void freed() {
    Runnable told = holder;
    if (told != null) {
      told.run();
    }
  }
}
