package io.usher.store;

import static io.usher.store.GroupInsert.number;
import static io.usher.store.GroupInsert.text;

import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends the routing of events: their deliveries and their new status in one commit. Runs within
 * another's write.
 */
final class RoutedEvents {

  /** Only whoever holds the lease may. */
  static final String RELEASE =
      """
      UPDATE events SET status = ?, status_reason = ?, due_at = ?, lease_token = NULL
      WHERE id = ? AND lease_token = ?""";

  private static final GroupInsert DELIVER =
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
              number("due_at"),
              number("version")));

  private static final String WAKE_NEXT =
      """
      UPDATE events SET due_at = ? WHERE lease_token IS NULL AND id = (
        SELECT f.id FROM events f WHERE f.status = 'ACCEPTED' AND f.customer = ? AND f.transaction_id = ?
          AND f.id > ?%s ORDER BY f.id LIMIT 1)""";

  private final SqlSession sql;
  private final DatabaseType type;
  private final Clock clock;
  private final long now;

  /**
   * @param clock by which ids are made
   */
  RoutedEvents(SqlSession sql, DatabaseType type, Clock clock) {
    this.sql = sql;
    this.type = type;
    this.clock = clock;
    this.now = clock.millis();
  }

  /**
   * What a router said of an event.
   *
   * @param destinations each with its delivery's order key
   * @param deliberate whether a rule took the event, even if it sends it nowhere
   */
  record Routed(ClaimedEvent claimed, Map<String, String> destinations, boolean deliberate) {

    /** Of an event that is re-routed, only the destinations that were chosen count. */
    List<String> allowed() {
      return destinations.keySet().stream().filter(claimed.reroute()::allows).toList();
    }
  }

  /**
   * @return for each whether its lease still held; if not, nothing was written of it
   */
  List<Boolean> write(List<Routed> all) throws SQLException {
    List<@Nullable Object[]> releases = new ArrayList<>();
    List<EventStatus> statuses = new ArrayList<>();
    for (Routed routed : all) {
      EventStatus status = status(routed);
      statuses.add(status);
      ClaimedEvent claimed = routed.claimed;
      releases.add(
          new @Nullable Object[] {status, null, null, claimed.event().id(), claimed.leaseToken()});
    }
    int[] released = sql.updateEach(RELEASE, releases);
    List<Boolean> held = new ArrayList<>();
    List<Routed> ours = new ArrayList<>();
    for (int i = 0; i < released.length; i++) {
      held.add(released[i] == 1);
      if (released[i] == 1) {
        ours.add(all.get(i));
        count(all.get(i).claimed.event(), statuses.get(i));
      }
    }
    deliver(ours);
    wakeNext(ours);
    return held;
  }

  private EventStatus status(Routed routed) throws SQLException {
    boolean taken =
        routed.deliberate
            || !routed.allowed().isEmpty()
            || hasDeliveries(routed.claimed.event().id());
    return taken ? EventStatus.ROUTED : EventStatus.UNROUTED;
  }

  private boolean hasDeliveries(String event) throws SQLException {
    return sql.first("SELECT 1 FROM deliveries WHERE event_id = ? LIMIT 1", row -> true, event)
        .isPresent();
  }

  private void count(Event event, EventStatus status) {
    sql.counts()
        .event(event.customer(), event.receivedAt().toEpochMilli(), EventStatus.ACCEPTED, status);
  }

  private void deliver(List<Routed> ours) throws SQLException {
    List<Made> made = new ArrayList<>();
    for (Routed routed : ours) {
      routed.allowed().forEach(destination -> made.add(new Made(routed, destination)));
    }
    boolean[] isNew = DELIVER.run(sql, made.stream().map(this::row).toList());
    for (int i = 0; i < isNew.length; i++) {
      Made each = made.get(i);
      Event event = each.routed.claimed.event();
      if (isNew[i]) {
        sql.counts()
            .delivery(event.customer(), each.destination, now, null, DeliveryStatus.PENDING);
      } else if (each.routed.claimed.reroute().again()) {
        Redelivery.finished(sql, event.id(), each.destination, now);
      }
    }
    for (Routed routed : ours) {
      if (!routed.claimed.reroute().equals(Reroute.ANYWHERE)) {
        Rerouting.forget(sql, routed.claimed.event().id());
      }
    }
  }

  private @Nullable Object[] row(Made each) {
    Event event = each.routed.claimed.event();
    return new @Nullable Object[] {
      Ids.next(clock),
      event.id(),
      event.type(),
      event.customer(),
      each.destination,
      event.transaction(),
      each.routed.destinations.get(each.destination),
      now,
      DeliveryStatus.PENDING,
      now,
      each.routed.claimed.version()
    };
  }

  /**
   * The next of the same transaction was put off while this one was under way. One that is fresh
   * was not, and is due.
   */
  private void wakeNext(List<Routed> ours) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Routed routed : ours) {
      Event event = routed.claimed.event();
      rows.add(new Object[] {now, event.customer(), event.transaction(), event.id()});
    }
    sql.updateEach(WAKE_NEXT.formatted(type.indexed("f")), rows);
  }

  /** A delivery to be made, if there is none. */
  private record Made(Routed routed, String destination) {}
}
