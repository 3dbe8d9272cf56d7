package io.usher.store;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Clock;

/**
 * Time-ordered ids: UUID version 7 (RFC 9562), growing within a millisecond too. Safe for all
 * threads.
 */
public final class Ids {

  private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  private Ids() {}

  public static String next() {
    return GENERATOR.generate().toString();
  }

  /** By a clock that other processes go by too, so that their ids and ours are of one order. */
  static String next(Clock clock) {
    return GENERATOR.construct(clock.millis()).toString();
  }
}
