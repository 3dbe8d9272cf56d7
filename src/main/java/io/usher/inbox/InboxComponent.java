package io.usher.inbox;

import io.usher.event.Event;
import io.usher.outbox.AttemptSchedule;
import io.usher.outbox.DeliverySettings;
import io.usher.outbox.OrderKeys;
import io.usher.store.EventStore;
import io.usher.store.Wakeups;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code inbox:<customer>}; options are those of {@link InboxEndpoint}. */
@Component("inbox")
class InboxComponent extends DefaultComponent {

  private final EventStore events;
  private final OrderKeys orderKeys;
  private final Wakeups wakeups;
  private final DeliverySettings settings;
  private final List<RoutingListener> listeners;
  private final Clock clock;
  private @Nullable ScheduledExecutorService timer;

  InboxComponent(
      EventStore events,
      OrderKeys orderKeys,
      Wakeups wakeups,
      DeliverySettings settings,
      List<RoutingListener> listeners,
      Clock clock) {
    this.events = events;
    this.orderKeys = orderKeys;
    this.wakeups = wakeups;
    this.settings = settings;
    this.listeners = listeners;
    this.clock = clock;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    InboxEndpoint endpoint = new InboxEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  EventStore events() {
    return events;
  }

  OrderKeys orderKeys() {
    return orderKeys;
  }

  Wakeups wakeups() {
    return wakeups;
  }

  void tell(Event event, Duration took, boolean written) {
    listeners.forEach(listener -> listener.routed(event, took, written));
  }

  AttemptSchedule schedule() {
    return new AttemptSchedule(settings.schedule(), settings.jitter());
  }

  Clock clock() {
    return clock;
  }

  ScheduledExecutorService timer() {
    if (timer == null) {
      throw new IllegalStateException("The inbox has not started.");
    }
    return timer;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "usher-inbox-timer");
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
