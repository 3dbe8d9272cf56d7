package io.usher.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether more webhooks come in than this machine can acknowledge and work off at the same time.
 * The sender of each waits for its answer and nobody waits for the deliveries yet, so claims are
 * made seldom until the rush is over. Safe for all threads.
 */
public final class Rush {

  /** About what a core acknowledges, routes and delivers to a few destinations at once. */
  static final int PER_CORE_AND_SECOND = 1500;

  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LASTS_NANOS = 2 * WINDOW_NANOS;

  private final LongSupplier nanos;
  private final long most;
  private final AtomicLong windowBegan;
  private final AtomicInteger came = new AtomicInteger();
  private volatile long lastSeen;

  Rush() {
    this(System::nanoTime, Runtime.getRuntime().availableProcessors());
  }

  Rush(LongSupplier nanos, int cores) {
    this.nanos = nanos;
    this.most = (long) PER_CORE_AND_SECOND * cores;
    this.windowBegan = new AtomicLong(nanos.getAsLong());
    this.lastSeen = nanos.getAsLong() - LASTS_NANOS;
  }

  /** One webhook was acknowledged. */
  void oneMore() {
    long now = nanos.getAsLong();
    long began = windowBegan.get();
    if (now - began >= WINDOW_NANOS && windowBegan.compareAndSet(began, now)) {
      double seconds = (now - began) / 1e9;
      if (came.getAndSet(0) / seconds > most) {
        lastSeen = now;
      }
    }
    came.incrementAndGet();
  }

  public boolean isOn() {
    return nanos.getAsLong() - lastSeen < LASTS_NANOS;
  }
}
