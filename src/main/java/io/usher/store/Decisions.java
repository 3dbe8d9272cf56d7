package io.usher.store;

import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What only a person decides: whether a suspicious event is genuine, and that something is given
 * up. Nothing is deleted: the row keeps counting in the balance under its new status. Futures
 * complete when the write is durable.
 */
public final class Decisions {

  private static final Set<EventStatus> RELEASABLE =
      EnumSet.of(EventStatus.QUARANTINED, EventStatus.DISCARDED);
  private static final Set<EventStatus> DISCARDABLE =
      EnumSet.of(EventStatus.QUARANTINED, EventStatus.UNROUTED);
  private static final Set<DeliveryStatus> OPEN =
      EnumSet.of(DeliveryStatus.PENDING, DeliveryStatus.RETRYING, DeliveryStatus.DEAD);

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

  private record Row(
      String id, String customer, EventStatus status, long receivedAt, boolean hasPayload) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1),
          row.getString(2),
          EventStatus.valueOf(row.getString(3)),
          row.getLong(4),
          row.getInt(5) == 1);
    }
  }

  /**
   * @param place who is to be woken
   */
  private record Answer(Decided decided, Place place) {

    static Answer no(Decided why) {
      return new Answer(why, new Place("", null));
    }
  }

  /** Sends a quarantined or discarded event to its router. */
  public CompletableFuture<Decided> release(String event) {
    Reach reach = who.reach();
    return woken(writer.write(sql -> release(sql, event, reach)));
  }

  private Answer release(SqlSession sql, String event, Reach reach) throws SQLException {
    Optional<Row> row = event(sql, event, reach);
    if (row.isEmpty()) {
      return Answer.no(Decided.ABSENT);
    }
    if (!row.get().hasPayload) {
      return Answer.no(Decided.WITHOUT_PAYLOAD);
    }
    boolean moved =
        RELEASABLE.contains(row.get().status)
            && move(
                sql,
                row.get(),
                EventStatus.ACCEPTED,
                """
                UPDATE events SET status = 'ACCEPTED', status_reason = NULL, due_at = ?, lease_token = NULL, routings = 0""",
                clock.millis());
    return moved
        ? new Answer(Decided.DONE, new Place(row.get().customer, null))
        : Answer.no(Decided.WRONG_STATUS);
  }

  /** Gives up an event that is quarantined, or that no rule took. */
  public CompletableFuture<Decided> discardEvent(String event) {
    Reach reach = who.reach();
    return writer.write(sql -> discardEvent(sql, event, reach));
  }

  private static Decided discardEvent(SqlSession sql, String event, Reach reach)
      throws SQLException {
    Optional<Row> row = event(sql, event, reach);
    if (row.isEmpty()) {
      return Decided.ABSENT;
    }
    if (row.get().status == EventStatus.DISCARDED) {
      return Decided.DONE;
    }
    boolean moved =
        DISCARDABLE.contains(row.get().status)
            && move(
                sql,
                row.get(),
                EventStatus.DISCARDED,
                "UPDATE events SET status = 'DISCARDED', due_at = ?, lease_token = NULL",
                null);
    return moved ? Decided.DONE : Decided.WRONG_STATUS;
  }

  /** Gives up a delivery that waits or is dead; the next of its order may run then. */
  public CompletableFuture<Decided> discardDelivery(String delivery) {
    Reach reach = who.reach();
    return woken(writer.write(sql -> discardDelivery(sql, delivery, reach)));
  }

  private Answer discardDelivery(SqlSession sql, String id, Reach reach) throws SQLException {
    Optional<CountedDelivery> found =
        CountedDelivery.where(sql, "id = ?", id).stream()
            .filter(row -> reach.includes(row.customer()))
            .findFirst();
    if (found.isEmpty()) {
      return Answer.no(Decided.ABSENT);
    }
    CountedDelivery row = found.get();
    if (row.status() == DeliveryStatus.DISCARDED) {
      return Answer.no(Decided.DONE);
    }
    long now = clock.millis();
    boolean moved =
        OPEN.contains(row.status())
            && row.move(
                sql,
                DeliveryStatus.DISCARDED,
                """
                UPDATE deliveries SET status = 'DISCARDED', due_at = NULL, lease_token = NULL, finished_at = ?, manual = 0""",
                now);
    if (!moved) {
      return Answer.no(Decided.WRONG_STATUS);
    }
    DeliveryLine.wakeBehind(sql, id, now);
    return new Answer(Decided.DONE, row.place());
  }

  private CompletableFuture<Decided> woken(CompletableFuture<Answer> answer) {
    return answer.thenApply(
        known -> {
          if (!known.place.customer().isEmpty()) {
            known.place.wake(wakeups);
          }
          return known.decided;
        });
  }

  private static Optional<Row> event(SqlSession sql, String id, Reach reach) throws SQLException {
    return sql.first(
            """
            SELECT id, customer, status, received_at, CASE WHEN payload IS NULL THEN 0 ELSE 1 END
            FROM events WHERE id = ?""",
            Row::of,
            id)
        .filter(row -> reach.includes(row.customer));
  }

  /** Moves the event on, unless somebody else has done so since it was read. */
  private static boolean move(
      SqlSession sql, Row row, EventStatus to, String update, @Nullable Long due)
      throws SQLException {
    boolean moved =
        sql.update(update + " WHERE id = ? AND status = ?", due, row.id, row.status) == 1;
    if (moved) {
      sql.counts().event(row.customer, row.receivedAt, row.status, to);
    }
    return moved;
  }
}
