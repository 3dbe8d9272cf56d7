package io.usher.outbox;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.usher.store.Setback;
import io.usher.store.Setback.Opening;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts one destination's attempts in this hub and says when it has failed too often. Whether the
 * breaker is open stands in the store, for all hubs; here it only trips. Safe for all threads.
 */
final class Breaker {

  private static final int LAST_ATTEMPTS = 50;

  /** A few events that one destination can't digest are no outage, however often they are tried. */
  private static final int DELIVERIES_OF_AN_OUTAGE = 3;

  /** A person has to act first, so probes are rarer. */
  private static final Duration CREDENTIAL_WAIT = Duration.ofSeconds(30);

  private static final Duration CREDENTIAL_LONGEST_WAIT = Duration.ofMinutes(5);

  /** A destination that asks for more is tried again after this long all the same. */
  private static final Duration LONGEST_QUIET = Duration.ofMinutes(5);

  private final BreakerSettings settings;
  private final Counter inARow;
  private final Counter ofTheLast;

  Breaker(BreakerSettings settings) {
    this.settings = settings;
    this.inARow = new Counter("in a row", settings.failures(), 100);
    this.ofTheLast = new Counter("of the last", LAST_ATTEMPTS, settings.share());
  }

  /** The destination answered: with a success, or with a refusal of just this event. */
  synchronized Setback answered() {
    inARow.reset();
    ofTheLast.answered();
    return Setback.NONE;
  }

  /**
   * @param probe whether the attempt was to show if the destination is back
   */
  synchronized Setback failed(String delivery, Failure failure, boolean probe) {
    if (failure.kind() == Failure.Kind.CREDENTIAL) {
      reset();
      return new Setback(true, credential(failure), null);
    }
    if (probe) {
      return new Setback(true, outage(failure), null);
    }
    return new Setback(false, trips(delivery) ? outage(failure) : null, quiet(failure));
  }

  private boolean trips(String delivery) {
    boolean row = inARow.failed(delivery);
    boolean share = ofTheLast.failed(delivery);
    if (row || share) {
      reset();
    }
    return row || share;
  }

  private void reset() {
    inARow.reset();
    ofTheLast.reset();
  }

  private Opening outage(Failure failure) {
    return new Opening(failure.sentence(), false, settings.firstWait(), settings.longestWait());
  }

  private static Opening credential(Failure failure) {
    return new Opening(failure.sentence(), true, CREDENTIAL_WAIT, CREDENTIAL_LONGEST_WAIT);
  }

  private static @Nullable Duration quiet(Failure failure) {
    Duration asked = failure.retryAfter();
    return asked == null || asked.compareTo(LONGEST_QUIET) < 0 ? asked : LONGEST_QUIET;
  }

  /** One way to fail too often. */
  private static final class Counter {

    private final @Nullable CircuitBreaker outcomes;
    private final int deliveries;
    private final Set<String> failing = new HashSet<>();

    /**
     * @param percent of failures among so many attempts; 0 of either for never
     */
    Counter(String name, int attempts, int percent) {
      deliveries = Math.min(DELIVERIES_OF_AN_OUTAGE, attempts);
      outcomes =
          attempts == 0 || percent == 0
              ? null
              : CircuitBreaker.of(
                  name,
                  CircuitBreakerConfig.custom()
                      .slidingWindowSize(attempts)
                      .minimumNumberOfCalls(attempts)
                      .failureRateThreshold(percent)
                      .build());
    }

    void answered() {
      if (outcomes != null) {
        outcomes.onSuccess(0, TimeUnit.NANOSECONDS);
      }
    }

    /** Whether that was once too often. */
    boolean failed(String delivery) {
      if (outcomes == null) {
        return false;
      }
      if (failing.size() < deliveries) {
        failing.add(delivery);
      }
      outcomes.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException());
      if (outcomes.getState() != State.OPEN) {
        return false;
      }
      boolean several = failing.size() >= deliveries;
      reset();
      return several;
    }

    void reset() {
      failing.clear();
      if (outcomes != null) {
        outcomes.reset();
      }
    }
  }
}
