package io.usher.cli.simulator;

import java.util.concurrent.locks.LockSupport;

/**
 * When the n-th send is due. The times are fixed at the start, so that a slow answer doesn't slow
 * the rest down.
 *
 * @param perSecond 0 for as fast as it goes
 */
record Pace(long startNanos, double perSecond) {

  static Pace from(double perSecond) {
    return new Pace(System.nanoTime(), perSecond);
  }

  void await(long number) {
    long due = due(number);
    while (due > System.nanoTime() && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  long due(long number) {
    return perSecond > 0 ? startNanos + (long) (number * 1e9 / perSecond) : startNanos;
  }
}
