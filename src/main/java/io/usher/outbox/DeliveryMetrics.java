package io.usher.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.usher.event.Delivery;
import io.usher.metric.SeriesLimit;
import io.usher.store.AttemptResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Counts and times attempts, after they are recorded, and tells whoever follows them. */
@Component
class DeliveryMetrics {

  private final MeterRegistry registry;
  private final List<AttemptListener> listeners;
  private final SeriesLimit destinations = new SeriesLimit();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, Counter> finished = new ConcurrentHashMap<>();

  DeliveryMetrics(MeterRegistry registry, List<AttemptListener> listeners) {
    this.registry = registry;
    this.listeners = listeners;
  }

  void attempted(Delivery delivery, AttemptResult result) {
    String name = delivery.customer() + "/" + delivery.destination();
    timers
        .computeIfAbsent(name + " " + result.outcome(), key -> timer(name, delivery, result))
        .record(result.duration());
    if (result.next() == null) {
      finished
          .computeIfAbsent(name + " " + result.status(), key -> counter(name, delivery, result))
          .increment();
    }
    listeners.forEach(listener -> listener.attempted(delivery, result));
  }

  private Timer timer(String name, Delivery delivery, AttemptResult result) {
    return Timer.builder("usher.attempts")
        .description("Attempts of deliveries, and how long they took")
        .tag("customer", label(name, delivery.customer()))
        .tag("destination", label(name, delivery.destination()))
        .tag("outcome", result.outcome().name().toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30))
        .register(registry);
  }

  private Counter counter(String name, Delivery delivery, AttemptResult result) {
    return Counter.builder("usher.deliveries.finished")
        .description("Deliveries that reached their end, delivered or dead")
        .tag("customer", label(name, delivery.customer()))
        .tag("destination", label(name, delivery.destination()))
        .tag("outcome", result.status().name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private String label(String name, String value) {
    return destinations.admits(name) ? value : SeriesLimit.OTHER;
  }
}
