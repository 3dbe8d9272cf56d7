package io.usher.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.usher.customer.Source;
import io.usher.metric.SeriesLimit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts and times every answer, so that what was received, refused and accepted can't disagree. A
 * source has no histogram of its own: its buckets times all sources would make a scrape slow.
 */
@Component
final class WebhookMetrics {

  private static final String REFUSED = "refused";

  private final MeterRegistry registry;
  private final SeriesLimit sources = new SeriesLimit();
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  WebhookMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void answered(@Nullable Source source, Answer answer, long nanos) {
    String name = source == null ? SeriesLimit.NONE : source.toString();
    counters
        .computeIfAbsent(name + " " + answer.code(), key -> counter(source, answer))
        .increment();
    timers.computeIfAbsent(outcome(answer), this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** {@code accepted}, {@code duplicate}, {@code quarantined} or {@code refused}. */
  private static String outcome(Answer answer) {
    return answer.status() == 202 ? answer.code() : REFUSED;
  }

  private Counter counter(@Nullable Source source, Answer answer) {
    boolean own = source != null && sources.admits(source.toString());
    String none = source == null ? SeriesLimit.NONE : SeriesLimit.OTHER;
    return Counter.builder("usher.webhooks")
        .description("Webhooks received, by what became of them and, if refused, why")
        .tag("customer", own ? source.customer() : none)
        .tag("source", own ? source.name() : none)
        .tag("outcome", outcome(answer))
        .tag("reason", answer.status() == 202 ? SeriesLimit.NONE : answer.code())
        .register(registry);
  }

  private Timer timer(String outcome) {
    return Timer.builder("usher.webhook.ack")
        .description("How long a sender waited for the answer to a webhook")
        .tag("outcome", outcome)
        .serviceLevelObjectives(
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry);
  }
}
