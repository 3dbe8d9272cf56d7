package io.usher.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.usher.event.Delivery;
import io.usher.store.AttemptResult;
import org.springframework.stereotype.Component;

/** Counts and times attempts, after they are recorded. */
@Component
class DeliveryMetrics {

  private final MeterRegistry registry;

  DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void attempted(Delivery delivery, AttemptResult result) {
    Timer.builder("usher.attempts")
        .description("Attempts of deliveries, and how long they took")
        .tag("customer", delivery.customer())
        .tag("destination", delivery.destination())
        .tag("outcome", result.outcome().name())
        .register(registry)
        .record(result.duration());
  }
}
