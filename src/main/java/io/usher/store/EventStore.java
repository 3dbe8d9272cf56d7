package io.usher.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
  private final KnownKeys known;
  private final @Nullable Spool spool;
  private final SqlWrites<Arrival, Acceptance> accepting;
  private final SqlWrites<RoutedEvents.Routed, RoutedEvents.Written> routing;

  /**
   * @param spool where events become durable first; null where they do in the database
   */
  EventStore(
      DatabaseType type,
      KnownKeys known,
      @Nullable Spool spool,
      GroupCommit writer,
      Wakeups wakeups,
      Clock clock,
      WhoAsks who) {
    this.who = who;
    this.type = type;
    this.writer = writer;
    this.wakeups = wakeups;
    this.clock = clock;
    this.known = known;
    this.spool = spool;
    this.accepting = (sql, arrivals) -> NewEvents.accept(sql, arrivals, clock.millis());
    this.routing = (sql, routed) -> new RoutedEvents(sql, type, clock).write(routed);
  }

  /**
   * Stores an event once. The same key with the same bytes is a duplicate; the same key with other
   * bytes is quarantined beside the first, for neither may be lost and only a person can tell which
   * one is genuine. What comes again of an event whose payload was removed or changed by an erasure
   * is a duplicate whatever it holds: it must not bring the data back.
   */
  public CompletableFuture<Acceptance> accept(NewEvent event) {
    wakeups.rush().came();
    return (spool == null ? inDatabase(event) : inSpool(event, spool))
        .whenComplete((acceptance, failure) -> wakeups.rush().answered());
  }

  private CompletableFuture<Acceptance> inSpool(NewEvent event, Spool spool) {
    StoredPayload payload = StoredPayload.packedIfLarge(event.payload());
    return spool.accept(Arrival.of(event, Ids.next(clock), clock.millis(), payload));
  }

  private CompletableFuture<Acceptance> inDatabase(NewEvent event) {
    StoredPayload payload = StoredPayload.of(event.payload());
    return writer
        .write(accepting, Arrival.of(event, Ids.next(clock), clock.millis(), payload))
        .whenComplete(
            (acceptance, failure) -> {
              if (acceptance != null && !acceptance.duplicate()) {
                wakeups.wakeInbox(event.customer());
              }
            });
  }

  /**
   * Completes when every event that was accepted before is to be found by whoever reads; with a
   * failure while the database can't take them. A write finds them without.
   */
  public CompletableFuture<Void> settled() {
    return spool == null ? CompletableFuture.completedFuture(null) : spool.settled();
  }

  /**
   * Takes accepted events of a customer, oldest first, one of a transaction at a time.
   *
   * @param lease how long they are held; then they are due again
   */
  public CompletableFuture<Claim<ClaimedEvent>> claim(String customer, int limit, Duration lease) {
    if (writer.holdsClaims()) {
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
              } else {
                known.entered(
                    claim.items().stream().map(e -> KnownKeys.Entered.of(e.event())).toList());
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
   * is re-routed, only the destinations that were chosen count. Where a destination has a slot, its
   * delivery starts as soon as that is durable; in a rush it waits for a claim, which takes its
   * time then.
   *
   * @param destinations each with its delivery's order key
   * @param deliberate whether a rule took the event, even if it sends it nowhere
   * @return whether the lease still held; if not, nothing was written
   */
  public CompletableFuture<Boolean> routed(
      ClaimedEvent claimed, Map<String, String> destinations, boolean deliberate) {
    RoutedEvents.Routed routed =
        new RoutedEvents.Routed(
            claimed, destinations, deliberate, slots(claimed, destinations.keySet()));
    return writer
        .insist(routing, routed)
        .whenComplete(
            (written, failure) ->
                start(routed, written == null ? RoutedEvents.Written.NOTHING : written))
        .thenApply(RoutedEvents.Written::held);
  }

  private Map<String, Slot> slots(ClaimedEvent claimed, Set<String> destinations) {
    Map<String, Slot> slots = new HashMap<>();
    if (!wakeups.rush().isOn() && !writer.holdsClaims()) {
      String customer = claimed.event().customer();
      for (String destination : destinations) {
        if (claimed.reroute().allows(destination)) {
          wakeups.slots().keep(customer, destination).ifPresent(s -> slots.put(destination, s));
        }
      }
    }
    return slots;
  }

  private void start(RoutedEvents.Routed routed, RoutedEvents.Written written) {
    String customer = routed.claimed().event().customer();
    routed
        .slots()
        .forEach(
            (destination, slot) -> {
              ClaimedDelivery held = written.started().get(destination);
              if (held == null) {
                slot.free();
              } else {
                slot.start(held);
              }
              if (!written.held()) {
                DeliveryStore.giveBackUnheard(
                    writer, clock, customer, destination, routed.claimed().leaseToken());
              }
            });
    if (written.held()) {
      routed.allowed().stream()
          .filter(destination -> !written.started().containsKey(destination))
          .forEach(destination -> wakeups.wakeOutbox(customer, destination));
    }
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

  /** Keeps an event whose router failed, with the reason, until its next try. */
  public CompletableFuture<Boolean> routingFailed(
      ClaimedEvent claimed, String reason, Instant next) {
    long wait = Duration.between(clock.instant(), next).toMillis();
    return writer.insist(sql -> RoutedEvents.release(sql, claimed, reason, clock.millis() + wait));
  }

  /**
   * Goes on where a hub was stopped: gives back at once what it held, and learns what it had in
   * memory. Only where no other process shares the store, and before anything else.
   */
  CompletableFuture<Integer> resume() {
    long now = clock.millis();
    return writer.write(
        sql -> {
          known.recall(sql);
          return sql.update(
              """
              UPDATE events SET due_at = ?, lease_token = NULL
              WHERE status = 'ACCEPTED' AND lease_token IS NOT NULL""",
              now);
        });
  }
}
