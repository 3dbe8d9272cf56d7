package io.usher.store;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;

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
}
