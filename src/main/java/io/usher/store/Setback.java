package io.usher.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt means for its destination as a whole.
 *
 * @param free whether the attempt doesn't count in its delivery's schedule, because what failed was
 *     the destination
 * @param opening opens the destination's breaker; null when there is no need
 * @param quiet for how long the destination asked to be left alone; null when it did not
 */
public record Setback(boolean free, @Nullable Opening opening, @Nullable Duration quiet) {

  public static final Setback NONE = new Setback(false, null, null);

  /**
   * Why and for how long nothing is delivered. Each probe that fails doubles the wait.
   *
   * @param reason for the customer
   * @param credential whether a credential was refused, which only a person can mend
   */
  public record Opening(
      String reason, boolean credential, Duration firstWait, Duration longestWait) {}
}
