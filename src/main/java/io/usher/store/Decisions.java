package io.usher.store;

import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What only a person decides: whether a suspicious event is genuine, and that something is given
 * up. Nothing is deleted: the row keeps counting in the balance under its new status. Futures
 * complete when the write is durable.
 */
public final class Decisions {

  private final GroupCommit writer;
  private final Wakeups wakeups;
  private final Clock clock;
  private final WhoAsks who;

  Decisions(GroupCommit writer, Wakeups wakeups, Clock clock, WhoAsks who) {
    this.writer = writer;
    this.wakeups = wakeups;
    this.clock = clock;
    this.who = who;
  }

  private static final Set<DeliveryStatus> GIVEN_UP =
      EnumSet.of(DeliveryStatus.PENDING, DeliveryStatus.RETRYING, DeliveryStatus.DEAD);

  private static final Set<EventStatus> RELEASED =
      EnumSet.of(EventStatus.QUARANTINED, EventStatus.DISCARDED);

  private static final Set<EventStatus> DISCARDED =
      EnumSet.of(EventStatus.QUARANTINED, EventStatus.UNROUTED, EventStatus.DISCARDED);

  /** Sends a quarantined or discarded event to its router. */
  public CompletableFuture<Decided> release(String event) {
    Reach reach = who.reach();
    return writer
        .write(
            sql -> {
              Optional<CountedEvent> row = event(sql, event, reach);
              if (row.isPresent() && !row.get().hasPayload()) {
                return new Answer(Decided.WITHOUT_PAYLOAD, "");
              }
              boolean moved =
                  row.isPresent()
                      && RELEASED.contains(row.get().status())
                      && row.get()
                          .move(
                              sql,
                              EventStatus.ACCEPTED,
                              """
                              UPDATE events SET status = 'ACCEPTED', status_reason = NULL, due_at = ?, lease_token = NULL,
                                routings = 0""",
                              clock.millis());
              return Answer.of(row, moved);
            })
        .thenApply(
            answer -> {
              if (answer.decided == Decided.DONE) {
                wakeups.wakeInbox(answer.customer);
              }
              return answer.decided;
            });
  }

  /** Gives up an event that is quarantined, or that no rule took. */
  public CompletableFuture<Decided> discardEvent(String event) {
    Reach reach = who.reach();
    return writer.write(
        sql -> {
          Optional<CountedEvent> row = event(sql, event, reach);
          boolean moved =
              row.isPresent()
                  && DISCARDED.contains(row.get().status())
                  && row.get()
                      .move(
                          sql,
                          EventStatus.DISCARDED,
                          "UPDATE events SET status = 'DISCARDED', due_at = NULL, lease_token = NULL");
          return Answer.of(row, moved).decided;
        });
  }

  /** Gives up a delivery that waits or is dead; the next of its order may run then. */
  public CompletableFuture<Decided> discardDelivery(String delivery) {
    Reach reach = who.reach();
    return writer
        .write(sql -> discardDelivery(sql, delivery, reach))
        .thenApply(
            answer -> {
              if (answer.decided == Decided.DONE) {
                wakeups.wakeOutbox(answer.customer, answer.destination);
              }
              return answer.decided;
            });
  }

  private Answer discardDelivery(SqlSession sql, String id, Reach reach) throws SQLException {
    Optional<CountedDelivery> found = CountedDelivery.where(sql, "id = ?", id).stream().findFirst();
    if (found.isEmpty() || !reach.includes(found.get().customer())) {
      return new Answer(Decided.ABSENT, "");
    }
    CountedDelivery delivery = found.get();
    if (delivery.status() == DeliveryStatus.DISCARDED) {
      return new Answer(Decided.DONE, delivery.place());
    }
    if (!GIVEN_UP.contains(delivery.status()) || !giveUp(sql, delivery, clock.millis())) {
      return new Answer(Decided.WRONG_STATUS, delivery.place());
    }
    return new Answer(Decided.DONE, delivery.place());
  }

  private static boolean giveUp(SqlSession sql, CountedDelivery delivery, long now)
      throws SQLException {
    boolean moved =
        delivery.move(
            sql,
            DeliveryStatus.DISCARDED,
            """
            UPDATE deliveries SET status = 'DISCARDED', due_at = NULL, lease_token = NULL, finished_at = ?, manual = 0""",
            now);
    if (moved) {
      DeliveryLine.wakeBehind(sql, delivery.id(), now);
    }
    return moved;
  }

  private static Optional<CountedEvent> event(SqlSession sql, String id, Reach reach)
      throws SQLException {
    return CountedEvent.find(sql, id).filter(row -> reach.includes(row.customer()));
  }

  private record Answer(Decided decided, String customer, String destination) {

    Answer(Decided decided, String customer) {
      this(decided, customer, "");
    }

    Answer(Decided decided, Place place) {
      this(decided, place.customer(), String.valueOf(place.destination()));
    }

    static Answer of(Optional<CountedEvent> row, boolean moved) {
      Decided decided =
          row.isEmpty() ? Decided.ABSENT : moved ? Decided.DONE : Decided.WRONG_STATUS;
      return new Answer(decided, row.map(CountedEvent::customer).orElse(""));
    }
  }
}
