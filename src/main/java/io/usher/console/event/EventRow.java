package io.usher.console.event;

import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event as a line of the list. */
record EventRow(Event event, @Nullable Sale sale, List<Delivery> deliveries) {

  private static final Set<DeliveryStatus> UNDER_WAY =
      Set.of(DeliveryStatus.PENDING, DeliveryStatus.IN_FLIGHT);

  /** Whether it will look different in a moment. */
  public boolean isMoving() {
    return event.status() == EventStatus.ACCEPTED
        || deliveries.stream().anyMatch(d -> UNDER_WAY.contains(d.status()));
  }

  /** Who bought; the source where nobody did. */
  public String title() {
    if (event.buyerName() != null && !event.buyerName().isBlank()) {
      return event.buyerName();
    }
    return event.buyerEmail() != null ? event.buyerEmail() : "No buyer named";
  }

  public @Nullable String shows() {
    return sale == null || sale.shows().isEmpty() ? null : sale.showNames();
  }

  public @Nullable String what() {
    return sale == null || sale.lines().isEmpty() ? null : sale.what();
  }

  public @Nullable String amount() {
    return sale == null ? null : sale.amount();
  }
}
