package io.usher.store;

import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Outcome;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The outbox's side of the store. Every method answers at once; its future completes when the write
 * is durable. Safe for all threads.
 */
public final class DeliveryStore {

  private final GroupCommit writer;
  private final Wakeups wakeups;
  private final Clock clock;

  DeliveryStore(GroupCommit writer, Wakeups wakeups, Clock clock) {
    this.writer = writer;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  /**
   * Takes due deliveries of a destination for one attempt each, oldest first; of one transaction
   * only the earliest event's, so that a refund never overtakes its purchase.
   */
  public CompletableFuture<Claim<ClaimedDelivery>> claim(
      String customer, String destination, int limit, Duration lease) {
    long now = clock.millis();
    String token = UUID.randomUUID().toString();
    return writer.write(
        sql -> {
          interruptExpired(sql, customer, destination, now);
          List<ClaimedDelivery> due = due(sql, customer, destination, limit, now, token);
          for (ClaimedDelivery claimed : due) {
            hold(sql, claimed.delivery().id(), now, now + lease.toMillis(), token);
          }
          return new Claim<>(due, nextDue(sql, customer, destination, now));
        });
  }

  private static List<ClaimedDelivery> due(
      SqlSession sql, String customer, String destination, int limit, long now, String token)
      throws SQLException {
    return sql.list(
        "SELECT "
            + Rows.DELIVERY
            + ", "
            + Rows.EVENT
            + """
            , e.payload, d.schedule_from, d.manual FROM deliveries d JOIN events e ON e.id = d.event_id
            WHERE d.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT') AND d.customer = ? AND d.destination = ?
              AND d.due_at <= ?
              AND NOT EXISTS (SELECT 1 FROM deliveries o WHERE o.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT')
                AND o.customer = d.customer AND o.destination = d.destination
                AND o.transaction_id = d.transaction_id AND o.event_id < d.event_id)
            ORDER BY d.due_at, d.id LIMIT ?""",
        row -> {
          Delivery delivery = started(Rows.delivery(row));
          return new ClaimedDelivery(
              delivery,
              Rows.event(row),
              row.getBytes("payload"),
              delivery.attempts() - row.getInt("schedule_from"),
              row.getInt("manual") == 1,
              token);
        },
        customer,
        destination,
        now,
        limit);
  }

  /** As the row will be once it is held. */
  private static Delivery started(Delivery d) {
    return new Delivery(
        d.id(),
        d.eventId(),
        d.eventType(),
        d.customer(),
        d.destination(),
        d.transaction(),
        DeliveryStatus.IN_FLIGHT,
        d.attempts() + 1,
        d.createdAt(),
        d.dueAt(),
        d.finishedAt(),
        d.lastError());
  }

  private static void hold(SqlSession sql, String id, long now, long until, String token)
      throws SQLException {
    sql.update(
        """
        UPDATE deliveries SET status = 'IN_FLIGHT', attempts = attempts + 1, started_at = ?, due_at = ?, lease_token = ?
        WHERE id = ?""",
        now,
        until,
        token,
        id);
  }

  private static @Nullable Instant nextDue(
      SqlSession sql, String customer, String destination, long now) throws SQLException {
    return sql.first(
            """
            SELECT min(due_at) AS due FROM deliveries
            WHERE status IN ('PENDING', 'RETRYING', 'IN_FLIGHT') AND customer = ? AND destination = ? AND due_at > ?""",
            row -> Rows.instant(row, "due"),
            customer,
            destination,
            now)
        .orElse(null);
  }

  /**
   * Records an attempt and puts its delivery where the result says.
   *
   * @return whether the lease still held; if not, the attempt belongs to somebody else by now and
   *     nothing was written
   */
  public CompletableFuture<Boolean> record(ClaimedDelivery claimed, AttemptResult result) {
    long now = clock.millis();
    return writer.write(
        sql -> {
          if (!settle(sql, claimed, result, now)) {
            return false;
          }
          log(sql, claimed, result);
          return true;
        });
  }

  private static boolean settle(
      SqlSession sql, ClaimedDelivery claimed, AttemptResult result, long now) throws SQLException {
    boolean retried = result.next() != null;
    return sql.update(
            """
            UPDATE deliveries SET status = ?, due_at = ?, finished_at = ?, last_error = ?, lease_token = NULL, manual = 0
            WHERE id = ? AND lease_token = ?""",
            result.status(),
            retried ? result.next().toEpochMilli() : null,
            retried ? null : now,
            result.error(),
            claimed.delivery().id(),
            claimed.leaseToken())
        == 1;
  }

  private static void log(SqlSession sql, ClaimedDelivery claimed, AttemptResult result)
      throws SQLException {
    sql.update(
        """
        INSERT INTO attempts (delivery_id, number, started_at, duration_ms, outcome, manual, response, error, cause)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (delivery_id, number) DO UPDATE SET duration_ms = excluded.duration_ms, outcome = excluded.outcome,
          response = excluded.response, error = excluded.error, cause = excluded.cause""",
        claimed.delivery().id(),
        claimed.delivery().attempts(),
        result.startedAt().toEpochMilli(),
        result.duration().toMillis(),
        result.outcome(),
        claimed.manual() ? 1 : 0,
        result.response(),
        result.error(),
        result.cause());
  }

  /**
   * Puts a finished or waiting delivery back, due now, with a fresh schedule; its next attempt is
   * recorded as manual.
   *
   * @return the delivery as it is now; empty when there is none with this id. One that is in flight
   *     stays as it is.
   */
  public CompletableFuture<Optional<Delivery>> redeliver(String id) {
    long now = clock.millis();
    return writer
        .write(
            sql -> {
              sql.update(Redelivery.UPDATE + " WHERE id = ? AND status <> 'IN_FLIGHT'", now, id);
              return sql.first(
                  "SELECT " + Rows.DELIVERY + " FROM deliveries d WHERE d.id = ?",
                  Rows::delivery,
                  id);
            })
        .whenComplete(
            (found, failure) -> {
              if (found != null) {
                found.ifPresent(d -> wakeups.wakeOutbox(d.customer(), d.destination()));
              }
            });
  }

  /** Gives back at once what a stopped hub held. Only where no other process shares the store. */
  CompletableFuture<Integer> releaseAll() {
    return writer.write(
        sql -> {
          logInterrupted(sql, "1 = 1");
          return sql.update(
              """
              UPDATE deliveries SET status = 'PENDING', due_at = started_at, lease_token = NULL
              WHERE status = 'IN_FLIGHT'""");
        });
  }

  private static void interruptExpired(
      SqlSession sql, String customer, String destination, long now) throws SQLException {
    logInterrupted(
        sql, "customer = ? AND destination = ? AND due_at <= ?", customer, destination, now);
  }

  /**
   * An attempt whose holder vanished has no outcome; the log says so instead of skipping its
   * number.
   */
  private static void logInterrupted(SqlSession sql, String which, Object... arguments)
      throws SQLException {
    sql.update(
        """
        INSERT INTO attempts (delivery_id, number, started_at, duration_ms, outcome, manual, error)
        SELECT id, attempts, started_at, 0, '"""
            + Outcome.INTERRUPTED
            + """
            ', manual, 'The hub stopped during this attempt, so its result is unknown; it is tried again.'
            FROM deliveries WHERE status = 'IN_FLIGHT' AND """
            + " "
            + which
            + " ON CONFLICT (delivery_id, number) DO NOTHING",
        arguments);
  }
}
