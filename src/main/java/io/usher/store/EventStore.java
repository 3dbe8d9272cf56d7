package io.usher.store;

import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The inbox's side of the store. Every method answers at once; its future completes when the write
 * is durable. Safe for all threads. Times are read within the write: one read before it may be of
 * before {@link ClockWatch} moved all that waits, and the row would wait for hours.
 */
public final class EventStore {

  private final DatabaseType type;
  private final GroupCommit writer;
  private final Wakeups wakeups;
  private final Clock clock;
  private final WhoAsks who;

  EventStore(DatabaseType type, GroupCommit writer, Wakeups wakeups, Clock clock, WhoAsks who) {
    this.who = who;
    this.type = type;
    this.writer = writer;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  /**
   * Stores an event once. The same key with the same bytes is a duplicate; the same key with other
   * bytes is quarantined beside the first, for neither may be lost and only a person can tell which
   * one is genuine. What comes again of an event whose payload was removed or changed by an erasure
   * is a duplicate whatever it holds: it must not bring the data back.
   */
  public CompletableFuture<Acceptance> accept(NewEvent event) {
    String id = Ids.next(clock);
    wakeups.rush().came();
    return writer
        .write(sql -> NewEvents.accept(sql, event, id, clock.millis()))
        .whenComplete(
            (acceptance, failure) -> {
              wakeups.rush().answered();
              if (acceptance != null && !acceptance.duplicate()) {
                wakeups.wakeInbox(event.customer());
              }
            });
  }

  /**
   * Takes accepted events of a customer, oldest first, one of a transaction at a time.
   *
   * @param lease how long they are held; then they are due again
   */
  public CompletableFuture<Claim<ClaimedEvent>> claim(String customer, int limit, Duration lease) {
    if (writer.isRecovering()) {
      return CompletableFuture.completedFuture(Claim.none(clock.instant().plusSeconds(1)));
    }
    String token = UUID.randomUUID().toString();
    return writer
        .write(
            sql -> {
              long now = clock.millis();
              return new EventClaim(sql, type, customer, now, now + lease.toMillis(), token)
                  .take(limit);
            })
        .whenComplete(
            (claim, failure) -> {
              if (failure != null) {
                giveBackUnheard(customer, token);
              }
            });
  }

  /** The claim may have been committed before the connection broke, and nobody works on it. */
  private void giveBackUnheard(String customer, String token) {
    writer.insist(
        sql ->
            sql.update(
                """
                UPDATE events SET routings = routings - 1, due_at = ?, lease_token = NULL
                WHERE status = 'ACCEPTED' AND customer = ? AND lease_token = ?""",
                clock.millis(),
                customer,
                token));
  }

  /**
   * Ends an event's routing: all its deliveries and its new status in one commit. Of an event that
   * is re-routed, only the destinations that were chosen count.
   *
   * @param destinations each with its delivery's order key
   * @param deliberate whether a rule took the event, even if it sends it nowhere
   * @return whether the lease still held; if not, nothing was written
   */
  public CompletableFuture<Boolean> routed(
      ClaimedEvent claimed, Map<String, String> destinations, boolean deliberate) {
    Event event = claimed.event();
    Reroute reroute = claimed.reroute();
    List<String> allowed = destinations.keySet().stream().filter(reroute::allows).toList();
    return writer
        .insist(
            sql -> {
              long now = clock.millis();
              boolean taken = deliberate || !allowed.isEmpty() || hasDeliveries(sql, event);
              EventStatus status = taken ? EventStatus.ROUTED : EventStatus.UNROUTED;
              if (!release(sql, claimed, status, null, null)) {
                return false;
              }
              for (String destination : allowed) {
                deliver(
                    sql, claimed, destination, destinations.get(destination), now, reroute.again());
              }
              if (!reroute.equals(Reroute.ANYWHERE)) {
                Rerouting.forget(sql, event.id());
              }
              wakeNext(sql, event, now);
              return true;
            })
        .whenComplete(
            (held, failure) -> {
              if (Boolean.TRUE.equals(held)) {
                allowed.forEach(d -> wakeups.wakeOutbox(event.customer(), d));
              }
            });
  }

  private static boolean hasDeliveries(SqlSession sql, Event event) throws SQLException {
    return sql.first("SELECT 1 FROM deliveries WHERE event_id = ? LIMIT 1", row -> true, event.id())
        .isPresent();
  }

  /**
   * Puts an event back before its router, due now. What it has been delivered to already is not
   * delivered again, unless that is asked for.
   */
  public CompletableFuture<Rerouted> reroute(String id, Reroute reroute) {
    Reach reach = who.reach();
    return writer
        .write(
            sql ->
                isWithin(sql, id, reach)
                    ? Rerouting.one(sql, id, reroute, clock.millis())
                    : Rerouting.ABSENT)
        .thenApply(
            result -> {
              if (result.what() == Rerouted.WAITING) {
                result.place().wake(wakeups);
              }
              return result.what();
            });
  }

  private static boolean isWithin(SqlSession sql, String event, Reach reach) throws SQLException {
    return reach.isEverything()
        || sql.first("SELECT customer FROM events WHERE id = ?", row -> row.getString(1), event)
            .filter(reach::includes)
            .isPresent();
  }

  /** The next of the same transaction was put off while this one was under way. */
  private static void wakeNext(SqlSession sql, Event event, long now) throws SQLException {
    sql.update(
        """
        UPDATE events SET due_at = ? WHERE lease_token IS NULL AND id = (
          SELECT f.id FROM events f WHERE f.status = 'ACCEPTED' AND f.customer = ? AND f.transaction_id = ?
            AND f.id > ? ORDER BY f.id LIMIT 1)""",
        now,
        event.customer(),
        event.transaction(),
        event.id());
  }

  /** Keeps an event whose router failed, with the reason, until its next try. */
  public CompletableFuture<Boolean> routingFailed(
      ClaimedEvent claimed, String reason, Instant next) {
    long wait = Duration.between(clock.instant(), next).toMillis();
    return writer.insist(
        sql -> release(sql, claimed, EventStatus.ACCEPTED, reason, clock.millis() + wait));
  }

  private static boolean release(
      SqlSession sql,
      ClaimedEvent claimed,
      EventStatus status,
      @Nullable String reason,
      @Nullable Long due)
      throws SQLException {
    Event event = claimed.event();
    boolean held =
        sql.update(
                """
            UPDATE events SET status = ?, status_reason = ?, due_at = ?, lease_token = NULL
            WHERE id = ? AND lease_token = ?""",
                status,
                reason,
                due,
                event.id(),
                claimed.leaseToken())
            == 1;
    if (held) {
      sql.counts()
          .event(event.customer(), event.receivedAt().toEpochMilli(), EventStatus.ACCEPTED, status);
    }
    return held;
  }

  private void deliver(
      SqlSession sql,
      ClaimedEvent claimed,
      String destination,
      String orderKey,
      long now,
      boolean again)
      throws SQLException {
    Event event = claimed.event();
    int made =
        sql.update(
            """
        INSERT INTO deliveries (id, event_id, event_type, customer, destination, transaction_id, order_key, created_at,
          status, due_at, version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', ?, ?) ON CONFLICT (event_id, destination) DO NOTHING""",
            Ids.next(clock),
            event.id(),
            event.type(),
            event.customer(),
            destination,
            event.transaction(),
            orderKey,
            now,
            now,
            claimed.version());
    if (made == 1) {
      sql.counts().delivery(event.customer(), destination, now, null, DeliveryStatus.PENDING);
    } else if (again) {
      Redelivery.finished(sql, event.id(), destination, now);
    }
  }

  /** Gives back at once what a stopped hub held. Only where no other process shares the store. */
  CompletableFuture<Integer> releaseAll() {
    long now = clock.millis();
    return writer.write(
        sql ->
            sql.update(
                """
                UPDATE events SET due_at = ?, lease_token = NULL
                WHERE status = 'ACCEPTED' AND lease_token IS NOT NULL""",
                now));
  }
}
