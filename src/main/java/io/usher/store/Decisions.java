package io.usher.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
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

  private record Row(String customer, String status, boolean hasPayload) {}

  /** Sends a quarantined or discarded event to its router. */
  public CompletableFuture<Decided> release(String event) {
    Reach reach = who.reach();
    return writer
        .write(
            sql -> {
              Optional<Row> row = event(sql, event, reach);
              if (row.isPresent() && !row.get().hasPayload) {
                return new Answer(Decided.WITHOUT_PAYLOAD, "");
              }
              int moved =
                  sql.update(
                      """
                      UPDATE events SET status = 'ACCEPTED', status_reason = NULL, due_at = ?, lease_token = NULL, routings = 0
                      WHERE id = ? AND status IN ('QUARANTINED', 'DISCARDED')""",
                      clock.millis(),
                      row.isPresent() ? event : "");
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
          Optional<Row> row = event(sql, event, reach);
          int moved =
              sql.update(
                  """
                  UPDATE events SET status = 'DISCARDED', due_at = NULL, lease_token = NULL
                  WHERE id = ? AND status IN ('QUARANTINED', 'UNROUTED', 'DISCARDED')""",
                  row.isPresent() ? event : "");
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
    Optional<Place> place =
        sql.first(
            "SELECT customer, destination FROM deliveries WHERE id = ?",
            row -> new Place(row.getString(1), row.getString(2)),
            id);
    if (place.isEmpty() || !reach.includes(place.get().customer())) {
      return new Answer(Decided.ABSENT, "");
    }
    long now = clock.millis();
    int moved =
        sql.update(
            """
            UPDATE deliveries SET status = 'DISCARDED', due_at = NULL, lease_token = NULL, finished_at = ?, manual = 0
            WHERE id = ? AND status IN ('PENDING', 'RETRYING', 'DEAD')""",
            now,
            id);
    if (moved == 0) {
      boolean already =
          sql.first("SELECT status FROM deliveries WHERE id = ?", row -> row.getString(1), id)
              .filter("DISCARDED"::equals)
              .isPresent();
      return new Answer(already ? Decided.DONE : Decided.WRONG_STATUS, place.get());
    }
    DeliveryLine.wakeBehind(sql, id, now);
    return new Answer(Decided.DONE, place.get());
  }

  private static Optional<Row> event(SqlSession sql, String id, Reach reach) throws SQLException {
    return sql.first(
            "SELECT customer, status, CASE WHEN payload IS NULL THEN 0 ELSE 1 END FROM events WHERE id = ?",
            row -> new Row(row.getString(1), row.getString(2), row.getInt(3) == 1),
            id)
        .filter(row -> reach.includes(row.customer));
  }

  private record Answer(Decided decided, String customer, String destination) {

    Answer(Decided decided, String customer) {
      this(decided, customer, "");
    }

    Answer(Decided decided, Place place) {
      this(decided, place.customer(), String.valueOf(place.destination()));
    }

    static Answer of(Optional<Row> row, int moved) {
      Decided decided =
          row.isEmpty() ? Decided.ABSENT : moved == 1 ? Decided.DONE : Decided.WRONG_STATUS;
      return new Answer(decided, row.map(Row::customer).orElse(""));
    }
  }
}
