package io.usher.store;

import static io.usher.store.GroupInsert.number;
import static io.usher.store.GroupInsert.text;

import io.usher.event.Event;
import io.usher.event.EventStatus;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
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
  private static final GroupStatement RELEASE =
      GroupStatement.update(
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

  private static final Map<DatabaseType, GroupStatement> WAKE_NEXT =
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

  private static GroupStatement wakeNext(DatabaseType type) {
    return GroupStatement.update(
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
   * @param slots of the destinations that have one for it
   */
  record Routed(
      ClaimedEvent claimed,
      Map<String, String> destinations,
      boolean deliberate,
      Map<String, Slot> slots) {

    /** Of an event that is re-routed, only the destinations that were chosen count. */
    List<String> allowed() {
      return destinations.keySet().stream().filter(claimed.reroute()::allows).toList();
    }
  }

  /**
   * What became of that.
   *
   * @param held whether the lease still held; if not, nothing was written
   * @param started deliveries that are held for the slots of their destinations
   */
  record Written(boolean held, Map<String, ClaimedDelivery> started) {

    static final Written NOTHING = new Written(false, Map.of());
  }

  List<Written> write(List<Routed> all) throws SQLException {
    List<@Nullable Object[]> releases = new ArrayList<>();
    List<EventStatus> statuses = new ArrayList<>();
    for (Routed routed : all) {
      EventStatus status = status(routed);
      statuses.add(status);
      releases.add(row(routed.claimed, status, null, null));
    }
    boolean[] released = RELEASE.run(sql, releases);
    List<Routed> ours = new ArrayList<>();
    for (int i = 0; i < released.length; i++) {
      if (released[i]) {
        ours.add(all.get(i));
        count(all.get(i).claimed.event(), statuses.get(i));
      }
    }
    Iterator<Map<String, ClaimedDelivery>> started = deliver(ours).iterator();
    wakeNext(ours);
    List<Written> written = new ArrayList<>();
    for (boolean held : released) {
      written.add(held ? new Written(true, started.next()) : Written.NOTHING);
    }
    return written;
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

  private List<Map<String, ClaimedDelivery>> deliver(List<Routed> ours) throws SQLException {
    List<Map<String, ClaimedDelivery>> started = new NewDeliveries(sql, clock, now).make(ours);
    for (Routed routed : ours) {
      if (!routed.claimed.reroute().equals(Reroute.ANYWHERE)) {
        Rerouting.forget(sql, routed.claimed.event().id());
      }
    }
    return started;
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
}
