package io.usher.store;

import static io.usher.store.GroupInsert.number;
import static io.usher.store.GroupInsert.text;

import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ends the routing of events: their deliveries and their new status in one commit. Runs within
 * another's write.
 */
final class RoutedEvents {

  /** Only whoever holds the lease may. */
  private static final GroupUpdate RELEASE =
      new GroupUpdate(
          """
          UPDATE events SET status = :status, status_reason = :status_reason, due_at = :due_at,
            lease_token = NULL""",
          "id = :id AND lease_token = :lease_token",
          List.of(
              text("id"),
              text("lease_token"),
              text("status"),
              text("status_reason"),
              number("due_at")));

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

  private static final Map<DatabaseType, GroupUpdate> WAKE_NEXT =
      Arrays.stream(DatabaseType.values())
          .collect(Collectors.toMap(Function.identity(), RoutedEvents::wakeNext));

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

  private static GroupUpdate wakeNext(DatabaseType type) {
    return new GroupUpdate(
        "UPDATE events SET due_at = :now",
        """
        lease_token IS NULL AND id = (
          SELECT f.id FROM events f WHERE f.status = 'ACCEPTED' AND f.customer = :customer
            AND f.transaction_id = :transaction AND f.id > :id%s ORDER BY f.id LIMIT 1)"""
            .formatted(type.indexed("f")),
        List.of(number("now"), text("customer"), text("transaction"), text("id")));
  }

  /**
   * Puts one event where it waits for its next routing.
   *
   * @return whether its lease still held
   */
  static boolean release(SqlSession sql, ClaimedEvent claimed, String reason, long due)
      throws SQLException {
    return RELEASE
        .run(sql, List.<@Nullable Object[]>of(row(claimed, EventStatus.ACCEPTED, reason, due)))[0];
  }

  private static @Nullable Object[] row(
      ClaimedEvent claimed, EventStatus status, @Nullable String reason, @Nullable Long due) {
    return new @Nullable Object[] {claimed.event().id(), claimed.leaseToken(), status, reason, due};
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
      releases.add(row(routed.claimed, status, null, null));
    }
    boolean[] released = RELEASE.run(sql, releases);
    List<Boolean> held = new ArrayList<>();
    List<Routed> ours = new ArrayList<>();
    for (int i = 0; i < released.length; i++) {
      held.add(released[i]);
      if (released[i]) {
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
    WAKE_NEXT.get(type).run(sql, rows);
  }

  /** A delivery to be made, if there is none. */
  private record Made(Routed routed, String destination) {}
}
