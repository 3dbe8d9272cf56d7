package io.usher.console.event;

import io.usher.event.Delivery;
import io.usher.event.Event;
import io.usher.store.ManyEvents;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Adds to events what people want to see of them in a list. */
@Component
class EventRows {

  /** A larger payload is read on its own page only. */
  private static final int LARGEST = 64 * 1024;

  private final ManyEvents many;

  EventRows(ManyEvents many) {
    this.many = many;
  }

  List<EventRow> of(List<Event> events) {
    List<String> ids = events.stream().map(Event::id).toList();
    Map<String, List<Delivery>> deliveries = many.deliveries(ids);
    Map<String, byte[]> payloads = many.payloads(ids, LARGEST);
    return events.stream()
        .map(
            event ->
                new EventRow(
                    event,
                    Sale.of(event, payloads.get(event.id())),
                    deliveries.getOrDefault(event.id(), List.of())))
        .toList();
  }
}
