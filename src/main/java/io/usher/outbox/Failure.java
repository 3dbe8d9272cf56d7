package io.usher.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a failed attempt means.
 *
 * @param sentence for the customer: what, which, why, what next; without payload and secrets
 * @param cause the raw cause in short, for whoever repairs it
 * @param retryAfter how long the other side asked us to wait; null when it did not say
 */
public record Failure(Kind kind, String sentence, String cause, @Nullable Duration retryAfter) {

  /** Who has to do something before it can succeed. */
  public enum Kind {
    /** Nobody: it is tried again. */
    PASSING,
    /** Whoever wrote the route or the event: no further attempt can mend it. */
    PERMANENT,
    /** Whoever keeps the credential, and until then no delivery to this destination can succeed. */
    CREDENTIAL
  }

  public static Failure passing(String sentence, String cause) {
    return new Failure(Kind.PASSING, sentence, cause, null);
  }

  public static Failure permanent(String sentence, String cause) {
    return new Failure(Kind.PERMANENT, sentence, cause, null);
  }

  /**
   * @param sentence says which credential to renew
   */
  public static Failure credential(String sentence, String cause) {
    return new Failure(Kind.CREDENTIAL, sentence, cause, null);
  }

  public Failure after(@Nullable Duration wait) {
    return new Failure(kind, sentence, cause, wait);
  }

  public boolean permanent() {
    return kind == Kind.PERMANENT;
  }
}
