package io.usher.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.usher.customer.Source;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts and times every answer, so that what was received, refused and accepted can't disagree.
 */
@Component
final class WebhookMetrics {

  private final MeterRegistry registry;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  WebhookMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void answered(@Nullable Source source, Answer answer, long nanos) {
    String name = source == null ? "-" : source.toString();
    timers
        .computeIfAbsent(name + " " + answer.code(), key -> timer(source, answer))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(@Nullable Source source, Answer answer) {
    return Timer.builder("usher.webhook.answers")
        .description("Webhooks answered, and how long the answer took")
        .tag("customer", source == null ? "-" : source.customer())
        .tag("source", source == null ? "-" : source.name())
        .tag("status", String.valueOf(answer.status()))
        .tag("code", answer.code())
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(250),
            Duration.ofSeconds(1))
        .register(registry);
  }
}
