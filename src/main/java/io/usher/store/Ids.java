package io.usher.store;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Clock;
import java.time.Instant;

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

  /** Sorts before every id that was made at this time or later. */
  static String from(Instant time) {
    String hex = "%012x".formatted(Math.max(0, time.toEpochMilli()));
    return hex.substring(0, 8) + "-" + hex.substring(8);
  }

  /** When an id of ours was made. */
  static Instant time(String id) {
    return Instant.ofEpochMilli(Long.parseLong(id.substring(0, 8) + id.substring(9, 13), 16));
  }
}
