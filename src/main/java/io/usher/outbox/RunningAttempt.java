package io.usher.outbox;

import io.usher.event.DeliveryStatus;
import io.usher.event.Outcome;
import io.usher.store.AttemptResult;
import io.usher.store.ClaimedDelivery;
import io.usher.store.Setback;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One attempt from its start to its record. Either its thread or its time ends it, whichever comes
 * first; the other one's outcome no longer counts.
 */
final class RunningAttempt {

  /** Runs a delivery through its route. */
  @FunctionalInterface
  interface Delivering {
    Exchange run(ClaimedDelivery claimed) throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(RunningAttempt.class);
  private static final int LONGEST_TEXT = 1000;

  /**
   * What waited longer for its thread, as when the whole process was stopped, might outlive its
   * lease, and then two would deliver it.
   */
  private static final Duration LONGEST_WAIT = OutboxConsumer.LEASE_MARGIN.dividedBy(2);

  private final ClaimedDelivery claimed;
  private final OutboxComponent component;
  private final AttemptSchedule schedule;
  private final Duration timeout;
  private final Breaker breaker;
  private final Consumer<Boolean> settled;
  private final Runnable returned;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Instant startedAt;
  private final long startedNanos = System.nanoTime();

  /**
   * @param settled told when the outcome is recorded, and whether the attempt's thread had come
   *     back by then
   * @param returned told when a thread comes back after its attempt had run out of time
   */
  RunningAttempt(
      ClaimedDelivery claimed,
      OutboxComponent component,
      AttemptSchedule schedule,
      Duration timeout,
      Breaker breaker,
      Consumer<Boolean> settled,
      Runnable returned) {
    this.claimed = claimed;
    this.component = component;
    this.schedule = schedule;
    this.timeout = timeout;
    this.breaker = breaker;
    this.settled = settled;
    this.returned = returned;
    this.startedAt = component.clock().instant();
  }

  void run(Delivering delivering) {
    if (heldFor().compareTo(LONGEST_WAIT) > 0 || !camelRuns()) {
      giveBack();
      return;
    }
    Thread thread = Thread.currentThread();
    ScheduledFuture<?> alarm =
        component
            .timer()
            .schedule(() -> timedOut(thread), timeout.toMillis(), TimeUnit.MILLISECONDS);
    Result result = result(delivering);
    alarm.cancel(false);
    if (!ended.compareAndSet(false, true)) {
      returned.run();
    } else if (result.failure == null || camelRuns()) {
      record(result, true);
    }
  }

  private Duration heldFor() {
    return Duration.ofNanos(System.nanoTime() - claimed.heldSinceNanos());
  }

  private void giveBack() {
    component.deliveries().giveBack(claimed).whenComplete((given, failure) -> settled.accept(true));
  }

  /**
   * When Camel stops, it takes away what an attempt works with. A failure then is ours: it is not
   * recorded, and whoever takes the delivery up again logs that its attempt was interrupted.
   */
  private boolean camelRuns() {
    return component.getCamelContext().getStatus().isStarted();
  }

  private Result result(Delivering delivering) {
    try {
      Exchange exchange = delivering.run(claimed);
      Throwable thrown = exchange.getException();
      return thrown == null ? delivered(exchange) : failed(component.failures().of(thrown));
    } catch (Exception | LinkageError e) {
      return failed(component.failures().of(e));
    }
  }

  private static Result delivered(Exchange exchange) {
    return new Result(
        Outcome.DELIVERED, exchange.getVariable(EventExchange.RESPONSE, String.class), null);
  }

  private static Result failed(Failure failure) {
    return new Result(failure.permanent() ? Outcome.REJECTED : Outcome.FAILED, null, failure);
  }

  private void timedOut(Thread thread) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    Failure failure =
        Failure.passing(
            "The destination did not finish within "
                + timeout.toSeconds()
                + " seconds; it may have acted all the same.",
            "attempt timeout");
    record(new Result(Outcome.TIMED_OUT, null, failure), false);
    thread.interrupt();
  }

  private void record(Result result, boolean threadCameBack) {
    Failure failure = result.failure;
    boolean answered = failure == null || failure.permanent();
    Setback setback =
        answered
            ? breaker.answered()
            : breaker.failed(claimed.delivery().id(), failure, claimed.probe());
    AttemptResult recorded = failure == null ? ended(result) : ended(result, failure, setback);
    component
        .deliveries()
        .record(claimed, recorded, setback)
        .whenComplete(
            (held, unrecorded) -> {
              report(recorded, setback, held, unrecorded);
              settled.accept(threadCameBack);
            });
  }

  private AttemptResult ended(Result result) {
    return new AttemptResult(
        startedAt,
        elapsed(),
        result.outcome,
        DeliveryStatus.DELIVERED,
        null,
        shortened(result.response),
        null,
        null);
  }

  private AttemptResult ended(Result result, Failure failure, Setback setback) {
    Optional<Duration> wait = next(failure, setback);
    return new AttemptResult(
        startedAt,
        elapsed(),
        result.outcome,
        wait.isPresent() ? DeliveryStatus.RETRYING : DeliveryStatus.DEAD,
        wait.map(component.clock().instant()::plus).orElse(null),
        null,
        shortened(failure.sentence()),
        shortened(failure.cause()));
  }

  /** What doesn't count is due again at once; the open breaker keeps it. */
  private Optional<Duration> next(Failure failure, Setback setback) {
    if (failure.permanent()) {
      return Optional.empty();
    }
    if (setback.free()) {
      return Optional.of(Duration.ZERO);
    }
    Duration asked = failure.retryAfter();
    return schedule
        .waitAfter(claimed.scheduledAttempt())
        .map(wait -> asked != null && asked.compareTo(wait) > 0 ? asked : wait);
  }

  private void report(
      AttemptResult result, Setback setback, @Nullable Boolean held, @Nullable Throwable failure) {
    String id = claimed.delivery().id();
    String destination = claimed.delivery().customer() + "/" + claimed.delivery().destination();
    if (failure != null) {
      LOG.warn(
          "{} attempt of delivery {} could not be recorded; it runs again when its lease ends",
          destination,
          id);
    } else if (Boolean.FALSE.equals(held)) {
      LOG.warn(
          "{} attempt of delivery {} ended after its lease; whoever holds it now reports it",
          destination,
          id);
    } else {
      component.metrics().attempted(claimed.delivery(), result);
      if (result.outcome() != Outcome.DELIVERED) {
        withIds()
            .log(
                "{} delivery {} is {} after attempt {}: {}",
                destination,
                id,
                result.status(),
                claimed.delivery().attempts(),
                result.error());
      }
      if (setback.opening() != null) {
        withIds().log("{} is out of order; its deliveries wait: {}", destination, result.error());
      }
    }
  }

  /** Fields of their own, where lines are JSON. */
  private LoggingEventBuilder withIds() {
    return LOG.atWarn()
        .addKeyValue("deliveryId", claimed.delivery().id())
        .addKeyValue("eventId", claimed.delivery().eventId())
        .addKeyValue("customer", claimed.delivery().customer())
        .addKeyValue("destination", claimed.delivery().destination());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null || text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT) + "…";
  }

  /** How it ended; {@code failure} is null when it was delivered. */
  private record Result(Outcome outcome, @Nullable String response, @Nullable Failure failure) {}
}
