package io.usher.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a failed attempt means.
 *
 * @param permanent whether no further attempt can mend it
 * @param sentence for the customer: what, which, why, what next; without payload and secrets
 * @param cause the raw cause in short, for whoever repairs it
 * @param retryAfter how long the other side asked us to wait; null when it did not say
 */
public record Failure(
    boolean permanent, String sentence, String cause, @Nullable Duration retryAfter) {

  public static Failure passing(String sentence, String cause) {
    return new Failure(false, sentence, cause, null);
  }

  public static Failure permanent(String sentence, String cause) {
    return new Failure(true, sentence, cause, null);
  }

  public Failure after(@Nullable Duration wait) {
    return new Failure(permanent, sentence, cause, wait);
  }
}
