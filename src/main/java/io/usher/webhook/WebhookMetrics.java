package io.usher.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.usher.customer.Source;
import io.usher.metric.SeriesLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
final class WebhookMetrics implements MeterBinder {

  private static final String REFUSED = "refused";

  /** So many answers that were given before there was a registry are counted when it is there. */
  private static final int MOST_EARLY = 100_000;

  private final List<Early> early = new ArrayList<>();
  private volatile @Nullable MeterRegistry registry;
  private final SeriesLimit sources = new SeriesLimit();
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  /** What was answered before is counted now. */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    this.registry = registry;
    early.forEach(each -> count(registry, each));
    early.clear();
  }

  void answered(@Nullable Source source, Answer answer, long nanos) {
    Early each = new Early(source, answer, nanos);
    MeterRegistry known = registry;
    if (known != null) {
      count(known, each);
    } else {
      remember(each);
    }
  }

  private synchronized void remember(Early each) {
    MeterRegistry known = registry;
    if (known != null) {
      count(known, each);
    } else if (early.size() < MOST_EARLY) {
      early.add(each);
    }
  }

  private void count(MeterRegistry registry, Early each) {
    Source source = each.source;
    Answer answer = each.answer;
    String name = source == null ? SeriesLimit.NONE : source.toString();
    counters
        .computeIfAbsent(name + " " + answer.code(), key -> counter(registry, source, answer))
        .increment();
    timers
        .computeIfAbsent(outcome(answer), outcome -> timer(registry, outcome))
        .record(each.nanos, TimeUnit.NANOSECONDS);
  }

  /** {@code accepted}, {@code duplicate}, {@code quarantined} or {@code refused}. */
  private static String outcome(Answer answer) {
    return answer.status() == 202 ? answer.code() : REFUSED;
  }

  private Counter counter(MeterRegistry registry, @Nullable Source source, Answer answer) {
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

  private static Timer timer(MeterRegistry registry, String outcome) {
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

  private record Early(@Nullable Source source, Answer answer, long nanos) {}
}
