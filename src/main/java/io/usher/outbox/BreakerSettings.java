package io.usher.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a destination is taken to be out of order. While its breaker is open its deliveries wait and
 * use up no attempt; now and then one of them tries whether it is back.
 *
 * @param failures opens after so many failed attempts in a row, of at least three deliveries; 0 for
 *     never
 * @param share opens when so many of the last fifty attempts failed, in percent; 0 for never
 * @param firstWait from the opening to the first probe; each probe that fails doubles it
 * @param longestWait between two probes
 */
@ConfigurationProperties("usher.delivery.breaker")
public record BreakerSettings(
    @DefaultValue("10") int failures,
    @DefaultValue("50") int share,
    @DefaultValue("5s") Duration firstWait,
    @DefaultValue("60s") Duration longestWait) {

  public BreakerSettings {
    check("failures", failures, 1000);
    check("share", share, 100);
    if (firstWait.isZero() || firstWait.isNegative() || longestWait.compareTo(firstWait) < 0) {
      throw new IllegalArgumentException(
          "The breaker's first wait is "
              + firstWait.toMillis()
              + " ms and its longest wait "
              + longestWait.toMillis()
              + " ms; the first must be more than 0, and the second not shorter.");
    }
  }

  private static void check(String what, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          "The breaker's " + what + " is " + value + "; it must be 0 to " + most + ".");
    }
  }
}
