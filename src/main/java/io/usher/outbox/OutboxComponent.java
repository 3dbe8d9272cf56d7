package io.usher.outbox;

import io.usher.store.DeliveryStore;
import io.usher.store.DestinationStore;
import io.usher.store.DestinationTerms;
import io.usher.store.Wakeups;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code outbox:<destination>}; options are those of {@link OutboxEndpoint}. */
@Component("outbox")
class OutboxComponent extends DefaultComponent {

  private final DeliveryStore deliveries;
  private final DestinationStore destinations;
  private final OrderKeys orderKeys;
  private final Wakeups wakeups;
  private final FailureMeaning failures;
  private final DeliverySettings settings;
  private final BreakerSettings breaker;
  private final DeliveryMetrics metrics;
  private final Clock clock;
  private final Map<String, Slots> slots = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService timer;

  OutboxComponent(
      DeliveryStore deliveries,
      DestinationStore destinations,
      OrderKeys orderKeys,
      Wakeups wakeups,
      FailureMeaning failures,
      DeliverySettings settings,
      BreakerSettings breaker,
      DeliveryMetrics metrics,
      Clock clock) {
    this.deliveries = deliveries;
    this.destinations = destinations;
    this.orderKeys = orderKeys;
    this.wakeups = wakeups;
    this.failures = failures;
    this.settings = settings;
    this.breaker = breaker;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  /** Of one destination, kept while one version of its route takes over from another. */
  Slots slots(DestinationTerms terms, BreakerSettings settings) {
    return slots.computeIfAbsent(name(terms), name -> new Slots(settings));
  }

  /** The destination's last version has gone. */
  void forget(DestinationTerms terms, Slots gone) {
    slots.remove(name(terms), gone);
  }

  private static String name(DestinationTerms terms) {
    return terms.customer() + "/" + terms.destination();
  }

  DeliveryStore deliveries() {
    return deliveries;
  }

  DestinationStore destinations() {
    return destinations;
  }

  OrderKeys orderKeys() {
    return orderKeys;
  }

  Wakeups wakeups() {
    return wakeups;
  }

  FailureMeaning failures() {
    return failures;
  }

  DeliverySettings settings() {
    return settings;
  }

  BreakerSettings breaker() {
    return breaker;
  }

  DeliveryMetrics metrics() {
    return metrics;
  }

  Clock clock() {
    return clock;
  }

  /**
   * Remembers when deliveries become due and when attempts run out of time; does no work of its
   * own.
   */
  ScheduledExecutorService timer() {
    if (timer == null) {
      throw new IllegalStateException("The outbox has not started.");
    }
    return timer;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "usher-outbox-timer");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  protected void doShutdown() throws Exception {
    timer().shutdownNow();
    super.doShutdown();
  }
}
