package io.usher.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Whether more webhooks come in than this machine can store and work off at the same time. The
 * sender of each waits for its answer and nobody waits for the deliveries yet, so claims are made
 * seldom until the rush is over. Safe for all threads.
 */
public final class Rush {

  /** More than so many that wait at a time to be stored are a rush, for each core. */
  static final int WAITING_PER_CORE = 3;

  /** It lasts so long after the last sign of it. */
  private static final long LASTS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Signs further apart are not of one rush. */
  private static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * Signs of it for less than this are a moment in which the disk or the collector kept all
   * waiting; at 300 events a second such moments came so often that one delivery of a hundred
   * waited for 0.2 s.
   */
  private static final long BEGINS_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final LongSupplier nanos;
  private final int most;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long firstSeen;
  private volatile long lastSeen;

  Rush() {
    this(System::nanoTime, Runtime.getRuntime().availableProcessors());
  }

  Rush(LongSupplier nanos, int cores) {
    this.nanos = nanos;
    this.most = WAITING_PER_CORE * cores;
    this.lastSeen = nanos.getAsLong() - LASTS_NANOS;
    this.firstSeen = lastSeen;
  }

  /** A webhook waits to be stored. */
  void came() {
    if (waiting.incrementAndGet() > most) {
      sign(nanos.getAsLong());
    }
  }

  /** Where two threads see one at once it is the same moment for both. */
  private void sign(long now) {
    if (now - lastSeen > APART_NANOS && !isOn()) {
      firstSeen = now;
    }
    lastSeen = now;
  }

  /** One that waited is stored, or can't be. */
  void answered() {
    waiting.decrementAndGet();
  }

  public boolean isOn() {
    return lastSeen - firstSeen >= BEGINS_AFTER_NANOS && nanos.getAsLong() - lastSeen < LASTS_NANOS;
  }
}
