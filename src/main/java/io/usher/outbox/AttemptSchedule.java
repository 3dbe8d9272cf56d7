package io.usher.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** When to try again. */
public final class AttemptSchedule {

  private final List<Duration> waits;
  private final double jitter;

  public AttemptSchedule(List<Duration> waits, double jitter) {
    this.waits = List.copyOf(waits);
    this.jitter = jitter;
  }

  /**
   * @param attempt the number of the attempt that failed, from 1
   * @return how long to wait, jitter included; empty when the schedule is used up
   */
  public Optional<Duration> waitAfter(int attempt) {
    return attempt > waits.size() ? Optional.empty() : Optional.of(varied(waits.get(attempt - 1)));
  }

  /** For what is never given up: the last wait again and again. */
  public Duration waitAfterEndless(int attempt) {
    return waits.isEmpty()
        ? Duration.ofSeconds(5)
        : varied(waits.get(Math.min(attempt, waits.size()) - 1));
  }

  private Duration varied(Duration wait) {
    double factor = 1 + jitter * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }
}
