package io.usher.api.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.usher.alarm.Alarms;
import io.usher.api.live.LiveMessage.Topic;
import io.usher.event.Delivery;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.outbox.AttemptListener;
import io.usher.store.AlarmRow;
import io.usher.store.AttemptResult;
import io.usher.store.DestinationState;
import io.usher.store.DestinationStore;
import io.usher.store.HubsOwn;
import io.usher.store.LiveLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Looks every second for what happened and tells whoever listens; while nobody does, it does
 * nothing. It reads the store rather than being told, so it sees what other hubs do too.
 */
@Component
class LiveFeed implements AttemptListener {

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final long BETWEEN_LOOKS_MS = 1000;
  private static final int MOST_ATTEMPTED = 500;

  private final DestinationStore destinations;
  private final Alarms alarms;
  private final ObjectMapper json;
  private final Clock clock;
  private final Changing<Event> events;
  private final Changing<Delivery> deliveries;
  private final Map<String, Object> states = new HashMap<>();
  private final Set<String> attempted = ConcurrentHashMap.newKeySet();
  private final List<LiveListener> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(LiveFeed::daemon);
  private volatile boolean followed;

  LiveFeed(
      LiveLog log,
      DestinationStore destinations,
      Alarms alarms,
      ObjectMapper json,
      MeterRegistry registry,
      Clock clock) {
    this.destinations = destinations;
    this.alarms = alarms;
    this.json = json;
    this.clock = clock;
    this.events =
        new Changing<>(
            table(log::eventsAfter, log::events),
            Event::id,
            event -> event.status() != EventStatus.ACCEPTED,
            log::at);
    this.deliveries =
        new Changing<>(
            table(log::deliveriesAfter, log::deliveries),
            Delivery::id,
            delivery -> delivery.finishedAt() != null,
            log::at);
    registry.gauge("usher.stream.listeners", listeners, List::size);
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    timer.scheduleWithFixedDelay(
        this::look, BETWEEN_LOOKS_MS, BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS);
  }

  int listening() {
    return listeners.size();
  }

  /** What happens from now on is told to it. */
  synchronized void add(LiveListener listener) {
    if (!followed) {
      begin();
    }
    listeners.add(listener);
  }

  void remove(LiveListener listener) {
    listeners.remove(listener);
  }

  String write(Object row) {
    try {
      return json.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  LiveMessage message(Event event) {
    return new LiveMessage(Topic.EVENT, event.id(), event.customer(), event.id(), write(event));
  }

  /** A redelivered one may be old, so ids alone don't find it. */
  @Override
  public void attempted(Delivery delivery, AttemptResult result) {
    if (followed && attempted.size() < MOST_ATTEMPTED) {
      attempted.add(delivery.id());
    }
  }

  private synchronized void look() {
    try {
      if (listeners.isEmpty()) {
        followed = false;
        return;
      }
      List<LiveMessage> news = news();
      listeners.forEach(listener -> listener.tell(news));
    } catch (RuntimeException e) {
      LOG.debug("Nothing can be told live at the moment: {}", e.toString());
      listeners.forEach(listener -> listener.tell(List.of()));
    }
  }

  private void begin() {
    attempted.clear();
    events.begin(clock.instant());
    deliveries.begin(clock.instant());
    states.clear();
    states();
    followed = true;
  }

  private List<LiveMessage> news() {
    List<LiveMessage> news = new ArrayList<>();
    events.look(clock.instant(), List.of()).forEach(event -> news.add(message(event)));
    List<String> again = List.copyOf(attempted);
    attempted.removeAll(again);
    for (Delivery delivery : deliveries.look(clock.instant(), again)) {
      news.add(
          new LiveMessage(
              Topic.DELIVERY, null, delivery.customer(), delivery.id(), write(delivery)));
    }
    news.addAll(states());
    return news;
  }

  /** Destinations and open alarms are few: each is compared with what it was. */
  private List<LiveMessage> states() {
    List<LiveMessage> changes = new ArrayList<>();
    Map<String, Object> now = new HashMap<>();
    for (DestinationState state : HubsOwn.call(destinations::states)) {
      String key = state.customer() + "/" + state.destination();
      now.put("destination " + key, state);
      changed("destination " + key, state)
          .ifPresent(
              s ->
                  changes.add(
                      new LiveMessage(Topic.DESTINATION, null, state.customer(), key, write(s))));
    }
    for (AlarmRow alarm : alarms.open()) {
      now.put("alarm " + alarm.id(), alarm);
      changed("alarm " + alarm.id(), alarm)
          .ifPresent(
              a ->
                  changes.add(
                      new LiveMessage(Topic.ALARM, null, alarm.customer(), alarm.id(), write(a))));
    }
    states.keySet().stream()
        .filter(key -> key.startsWith("alarm ") && !now.containsKey(key))
        .map(key -> (AlarmRow) states.get(key))
        .forEach(
            over ->
                changes.add(
                    new LiveMessage(
                        Topic.ALARM,
                        null,
                        over.customer(),
                        over.id(),
                        write(over.closed(clock.instant())))));
    states.clear();
    states.putAll(now);
    return changes;
  }

  private <T> Optional<T> changed(String key, T state) {
    return state.equals(states.get(key)) ? Optional.empty() : Optional.of(state);
  }

  /** Before the web server waits for requests that are under way. */
  @EventListener(ContextClosedEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void stop() {
    timer.shutdownNow();
    listeners.forEach(LiveListener::end);
  }

  /** Two reads that belong together. */
  private static <T> Changing.Table<T> table(
      After<T> after, Function<Collection<String>, List<T>> of) {
    return new Changing.Table<>() {
      @Override
      public List<T> after(String id, int limit) {
        return after.read(id, limit);
      }

      @Override
      public List<T> of(Collection<String> ids) {
        return of.apply(ids);
      }
    };
  }

  @FunctionalInterface
  private interface After<T> {
    List<T> read(String id, int limit);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "usher-live");
    thread.setDaemon(true);
    return thread;
  }
}
