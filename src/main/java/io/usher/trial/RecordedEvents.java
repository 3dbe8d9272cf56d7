package io.usher.trial;

import io.usher.event.Event;
import io.usher.store.DeliveryLog;
import io.usher.store.LogFilter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Events of the store to try routes on; nothing is written. */
@Component
public class RecordedEvents {

  public static final int MOST = 500;

  private final DeliveryLog log;

  RecordedEvents(DeliveryLog log) {
    this.log = log;
  }

  /** Empty where there is no such event, or its payload was removed. */
  public Optional<TrialEvent> event(String id) {
    return log.event(id).flatMap(this::tried);
  }

  /** The newest, without those whose payload was removed. */
  public List<TrialEvent> newest(String customer, @Nullable String type, int count) {
    LogFilter filter =
        new LogFilter(
            customer, null, type, null, null, null, null, null, Math.max(1, Math.min(MOST, count)));
    return log.events(filter).items().stream().flatMap(event -> tried(event).stream()).toList();
  }

  private Optional<TrialEvent> tried(Event event) {
    return log.payload(event.id()).map(payload -> new TrialEvent(event.id(), event, payload));
  }
}
