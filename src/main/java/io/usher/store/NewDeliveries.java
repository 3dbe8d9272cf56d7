package io.usher.store;

import static io.usher.store.GroupInsert.number;
import static io.usher.store.GroupInsert.text;

import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.store.RoutedEvents.Routed;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the deliveries of routed events. One that has a slot is made as if it had been claimed,
 * unless it has to wait. Runs within another's write.
 */
final class NewDeliveries {

  private static final GroupInsert MAKE =
      new GroupInsert(
          "deliveries",
          "(event_id, destination) DO NOTHING",
          List.of(
              text("id"),
              text("event_id"),
              text("event_type"),
              text("customer"),
              text("destination"),
              text("transaction_id"),
              text("order_key"),
              number("created_at"),
              text("status"),
              number("attempts"),
              number("due_at"),
              number("started_at"),
              text("lease_token"),
              number("version")));

  private static final GroupStatement HAS_TO_WAIT =
      GroupStatement.finding(
          "SELECT 1 WHERE EXISTS ("
              + DestinationGate.CLOSED
              + ") OR EXISTS ("
              + DeliveryLine.EARLIER
              + ")",
          List.of(
              text("customer"),
              text("destination"),
              text("order_key"),
              text("event_id"),
              number("hold"),
              number("now")));

  private final SqlSession sql;
  private final Clock clock;
  private final long now;

  NewDeliveries(SqlSession sql, Clock clock, long now) {
    this.sql = sql;
    this.clock = clock;
    this.now = now;
  }

  /**
   * @return for each those that are held and may start once this is durable, by their destinations
   */
  List<Map<String, ClaimedDelivery>> make(List<Routed> all) throws SQLException {
    List<Made> made = new ArrayList<>();
    for (Routed routed : all) {
      routed.allowed().forEach(name -> made.add(new Made(routed, name, Ids.next(clock))));
    }
    Set<Made> starting = starting(made);
    boolean[] isNew = MAKE.run(sql, made.stream().map(d -> row(d, starting.contains(d))).toList());
    Map<String, Map<String, ClaimedDelivery>> started = new HashMap<>();
    for (int i = 0; i < isNew.length; i++) {
      Made each = made.get(i);
      boolean starts = isNew[i] && starting.contains(each);
      if (starts) {
        started
            .computeIfAbsent(each.event().id(), event -> new HashMap<>())
            .put(each.destination, held(each));
      }
      if (isNew[i]) {
        DeliveryStatus status = starts ? DeliveryStatus.IN_FLIGHT : DeliveryStatus.PENDING;
        sql.counts().delivery(each.event().customer(), each.destination, now, null, status);
      } else if (each.routed.claimed().reroute().again()) {
        Redelivery.finished(sql, each.event().id(), each.destination, now);
      }
    }
    return all.stream()
        .map(routed -> started.getOrDefault(routed.claimed().event().id(), Map.of()))
        .toList();
  }

  /**
   * Those that have a slot, whose destination takes deliveries, and that are the first of their
   * line, both in the database and among these.
   */
  private Set<Made> starting(List<Made> made) throws SQLException {
    Map<List<String>, Made> firsts = new HashMap<>();
    for (Made each : made) {
      firsts.merge(each.line(), each, Made::earlier);
    }
    List<Made> asked = firsts.values().stream().filter(each -> each.slot() != null).toList();
    Set<Made> starting = new HashSet<>();
    boolean[] waits = HAS_TO_WAIT.run(sql, asked.stream().map(this::place).toList());
    for (int i = 0; i < waits.length; i++) {
      if (!waits[i]) {
        starting.add(asked.get(i));
      }
    }
    return starting;
  }

  private Object[] place(Made each) {
    boolean hold = each.slot() != null && each.slot().terms().hold();
    return new Object[] {
      each.event().customer(),
      each.destination,
      each.orderKey(),
      each.event().id(),
      hold ? 1 : 0,
      now
    };
  }

  private @Nullable Object[] row(Made each, boolean starts) {
    Delivery d = delivery(each, starts);
    return new @Nullable Object[] {
      d.id(),
      d.eventId(),
      d.eventType(),
      d.customer(),
      d.destination(),
      d.transaction(),
      each.orderKey(),
      now,
      d.status(),
      d.attempts(),
      starts && each.slot() != null ? now + each.slot().terms().lease().toMillis() : now,
      starts ? now : null,
      starts ? each.routed.claimed().leaseToken() : null,
      d.version()
    };
  }

  private ClaimedDelivery held(Made each) {
    ClaimedEvent claimed = each.routed.claimed();
    return new ClaimedDelivery(
        delivery(each, true),
        each.event(),
        claimed.payload(),
        each.orderKey(),
        1,
        false,
        false,
        claimed.leaseToken(),
        null,
        System.nanoTime());
  }

  private Delivery delivery(Made each, boolean starts) {
    Event event = each.event();
    Instant at = Instant.ofEpochMilli(now);
    return new Delivery(
        each.id,
        event.id(),
        event.type(),
        event.customer(),
        each.destination,
        event.transaction(),
        starts ? DeliveryStatus.IN_FLIGHT : DeliveryStatus.PENDING,
        starts ? 1 : 0,
        at,
        at,
        null,
        null,
        each.routed.claimed().version());
  }

  /** A delivery to be made, if there is none. */
  private record Made(Routed routed, String destination, String id) {

    Event event() {
      return routed.claimed().event();
    }

    String orderKey() {
      return routed.destinations().get(destination);
    }

    @Nullable Slot slot() {
      return routed.slots().get(destination);
    }

    List<String> line() {
      return List.of(event().customer(), destination, orderKey());
    }

    Made earlier(Made other) {
      return event().id().compareTo(other.event().id()) <= 0 ? this : other;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Made made && made.id.equals(id);
    }

    @Override
    public int hashCode() {
      return id.hashCode();
    }
  }
}
