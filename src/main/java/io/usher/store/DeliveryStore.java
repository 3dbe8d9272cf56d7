package io.usher.store;

import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Outcome;
import io.usher.store.DestinationGate.Leave;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The outbox's side of the store. Every method answers at once; its future completes when the write
 * is durable. Safe for all threads.
 */
public final class DeliveryStore {

  static final String INTERRUPTED =
      "The hub stopped during this attempt, so its result is unknown.";

  private static final String GIVE_BACK =
      "UPDATE deliveries SET status = 'PENDING', attempts = attempts - 1, due_at = ?, lease_token = NULL";

  private final DatabaseType type;
  private final GroupCommit writer;
  private final Wakeups wakeups;
  private final Clock clock;
  private final WhoAsks who;
  private final SqlWrites<RecordedAttempts.Ended, RecordedAttempts.Recorded> recording;
  private final Map<String, PutOffPace> paces = new ConcurrentHashMap<>();

  DeliveryStore(DatabaseType type, GroupCommit writer, Wakeups wakeups, Clock clock, WhoAsks who) {
    this.who = who;
    this.type = type;
    this.writer = writer;
    this.wakeups = wakeups;
    this.clock = clock;
    this.recording = (sql, ended) -> new RecordedAttempts(sql, type, clock.millis()).write(ended);
  }

  /**
   * Takes due deliveries of a destination for one attempt each, oldest first, as far as nothing
   * keeps them waiting; of one order key only the earliest event's, so that a refund never
   * overtakes its purchase.
   */
  public CompletableFuture<Claim<ClaimedDelivery>> claim(DestinationTerms terms, int limit) {
    if (writer.holdsClaims()) {
      return CompletableFuture.completedFuture(Claim.none(clock.instant().plusSeconds(1)));
    }
    String token = UUID.randomUUID().toString();
    return writer
        .write(sql -> claim(sql, terms, limit, token))
        .whenComplete(
            (claim, failure) -> {
              if (failure != null) {
                giveBackUnheard(writer, clock, terms.customer(), terms.destination(), token);
              }
            });
  }

  private Claim<ClaimedDelivery> claim(
      SqlSession sql, DestinationTerms terms, int limit, String token) throws SQLException {
    long now = clock.millis();
    long until = now + terms.lease().toMillis();
    DestinationGate gate = new DestinationGate(sql, type, terms, now);
    Leave leave = gate.ask(limit);
    if (leave.most() == 0) {
      return Claim.none(leave.next() == null ? null : Instant.ofEpochMilli(leave.next()));
    }
    Claim<ClaimedDelivery> claim =
        new DeliveryClaim(sql, type, terms, now, until, leave.probe(), token, pace(terms))
            .take(leave.most());
    gate.started(leave, claim.items().size(), until);
    return new Claim<>(claim.items(), leave.nextAfter(claim));
  }

  private PutOffPace pace(DestinationTerms terms) {
    return paces.computeIfAbsent(
        terms.customer() + "/" + terms.destination(), name -> type.putOffPace());
  }

  /** The claim may have been committed before the connection broke, and nobody works on it. */
  static void giveBackUnheard(
      GroupCommit writer, Clock clock, String customer, String destination, String token) {
    writer.insist(
        sql ->
            CountedDelivery.moveAll(
                sql,
                DeliveryStatus.IN_FLIGHT,
                DeliveryStatus.PENDING,
                GIVE_BACK
                    + " WHERE status = 'IN_FLIGHT' AND customer = ? AND destination = ? AND lease_token = ?",
                clock.millis(),
                customer,
                destination,
                token));
  }

  /**
   * Records an attempt and puts its delivery where the result says. While the database is away or
   * full the record waits, for what was delivered must not be delivered again.
   *
   * @return whether the lease still held; if not, the attempt belongs to somebody else by now and
   *     nothing was written
   */
  public CompletableFuture<Boolean> record(
      ClaimedDelivery claimed, AttemptResult result, Setback setback) {
    Duration wait = result.next() == null ? null : Duration.between(clock.instant(), result.next());
    return writer
        .insist(recording, new RecordedAttempts.Ended(claimed, result, setback, wait))
        .whenComplete(
            (recorded, failure) -> {
              if (recorded != null && recorded.more()) {
                Delivery delivery = claimed.delivery();
                wakeups.wakeOutbox(delivery.customer(), delivery.destination());
              }
            })
        .thenApply(RecordedAttempts.Recorded::held);
  }

  private DestinationRows of(SqlSession sql, Delivery delivery, long now) {
    return new DestinationRows(sql, type, delivery.customer(), delivery.destination(), now);
  }

  /** Gives back, as if it had never been claimed, what was not begun. */
  public CompletableFuture<Integer> giveBack(ClaimedDelivery claimed) {
    Delivery delivery = claimed.delivery();
    return writer
        .insist(
            sql -> {
              long now = clock.millis();
              if (claimed.probe()) {
                of(sql, delivery, now).probeNow();
              }
              return CountedDelivery.moveAll(
                  sql,
                  DeliveryStatus.IN_FLIGHT,
                  DeliveryStatus.PENDING,
                  GIVE_BACK + " WHERE id = ? AND lease_token = ?",
                  now,
                  delivery.id(),
                  claimed.leaseToken());
            })
        .whenComplete(
            (given, failure) -> wakeups.wakeOutbox(delivery.customer(), delivery.destination()));
  }

  /**
   * Puts a finished or waiting delivery back, due now, with a fresh schedule; its next attempt is
   * recorded as manual.
   *
   * @return the delivery as it is now; empty when there is none with this id. One that is in flight
   *     stays as it is, and so does one whose event has no payload any more: then it is not {@code
   *     PENDING}.
   */
  public CompletableFuture<Optional<Delivery>> redeliver(String id) {
    Reach reach = who.reach();
    return writer
        .write(
            sql -> {
              long now = clock.millis();
              if (!isWithin(sql, id, reach)) {
                return Optional.<Delivery>empty();
              }
              Redelivery.one(sql, id, "status <> 'IN_FLIGHT'", now);
              Optional<Delivery> found =
                  sql.first(
                      "SELECT " + Rows.DELIVERY + " FROM deliveries d WHERE d.id = ?",
                      Rows::delivery,
                      id);
              if (found.isPresent()) {
                of(sql, found.get(), now).probeNow();
              }
              return found;
            })
        .whenComplete(
            (found, failure) -> {
              if (found != null) {
                found.ifPresent(d -> wakeups.wakeOutbox(d.customer(), d.destination()));
              }
            });
  }

  private static boolean isWithin(SqlSession sql, String delivery, Reach reach)
      throws SQLException {
    return reach.isEverything()
        || sql.first(
                "SELECT customer FROM deliveries WHERE id = ?", row -> row.getString(1), delivery)
            .filter(reach::includes)
            .isPresent();
  }

  /** Gives back at once what a stopped hub held. Only where no other process shares the store. */
  CompletableFuture<Integer> releaseAll() {
    return writer.write(
        sql -> {
          sql.update(
              """
              INSERT INTO attempts (delivery_id, number, started_at, duration_ms, outcome, manual, error)
              SELECT id, attempts, started_at, 0, ?, manual, ? FROM deliveries WHERE status = 'IN_FLIGHT'
              ON CONFLICT (delivery_id, number) DO UPDATE SET started_at = excluded.started_at, duration_ms = 0,
                outcome = excluded.outcome, error = excluded.error, cause = NULL""",
              Outcome.INTERRUPTED,
              INTERRUPTED);
          return CountedDelivery.moveAll(
              sql,
              DeliveryStatus.IN_FLIGHT,
              DeliveryStatus.PENDING,
              """
              UPDATE deliveries SET status = 'PENDING', due_at = started_at, lease_token = NULL
              WHERE status = 'IN_FLIGHT'""");
        });
  }
}
