package io.usher.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The machine's time, but when somebody sets the machine's clock this one goes on as before, until
 * {@link ClockWatch} has moved along what waits for a time. Safe for all threads.
 */
final class SteadyClock extends Clock {

  private final Clock wall;
  private final LongSupplier nanos;
  private volatile long offsetMicros;

  SteadyClock() {
    this(Clock.systemUTC(), System::nanoTime);
  }

  SteadyClock(Clock wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.offsetMicros = machinesOffset();
  }

  /** By how much the machine's clock is ahead of this one; negative when it is behind. */
  long leapMicros() {
    return machinesOffset() - offsetMicros;
  }

  /** What to add to the steady counter for the time that the machine shows now. */
  long machinesOffset() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant()) - counter();
  }

  long offset() {
    return offsetMicros;
  }

  void setOffset(long micros) {
    offsetMicros = micros;
  }

  private long counter() {
    return nanos.getAsLong() / 1000;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plus(offsetMicros + counter(), ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("The store's clock is UTC.");
  }
}
