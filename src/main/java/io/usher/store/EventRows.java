package io.usher.store;

import static io.usher.store.GroupInsert.bytes;
import static io.usher.store.GroupInsert.number;
import static io.usher.store.GroupInsert.text;

import io.usher.event.EventStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes events that came as rows, and counts them. */
final class EventRows {

  private static final List<GroupInsert.Column> COLUMNS =
      List.of(
          text("id"),
          text("customer"),
          text("source"),
          text("event_key"),
          text("type"),
          text("transaction_id"),
          text("buyer_name"),
          text("buyer_email"),
          number("received_at"),
          text("status"),
          text("status_reason"),
          number("due_at"),
          number("size"),
          bytes("payload"),
          number("fresh"));

  private final GroupInsert insert;

  /**
   * @param conflict which one leaves a row unwritten, as {@code ON CONFLICT} takes it
   */
  EventRows(String conflict) {
    this.insert = new GroupInsert("events", conflict, COLUMNS);
  }

  /**
   * @param fresh whether its key is in memory and stays out of the index for now
   */
  record Row(Arrival arrival, boolean fresh) {

    private @Nullable Object[] values(long now) {
      return new @Nullable Object[] {
        arrival.id(),
        arrival.customer(),
        arrival.source(),
        arrival.key(),
        arrival.type(),
        arrival.transaction(),
        arrival.buyerName(),
        arrival.buyerEmail(),
        arrival.receivedAt(),
        arrival.status(),
        arrival.statusReason(),
        arrival.status() == EventStatus.ACCEPTED ? now : null,
        arrival.size(),
        arrival.payload().packed().stored(),
        fresh ? 1 : 0
      };
    }
  }

  /**
   * @param now from when on those that are accepted may be routed
   * @return for each row whether it was written
   */
  boolean[] write(SqlSession sql, List<Row> rows, long now) throws SQLException {
    List<@Nullable Object[]> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(row.values(now)));
    boolean[] written = insert.run(sql, values);
    for (int i = 0; i < written.length; i++) {
      if (written[i]) {
        Arrival arrival = rows.get(i).arrival;
        sql.counts().event(arrival.customer(), arrival.receivedAt(), null, arrival.status());
      }
    }
    return written;
  }

  /** The same event came once more. */
  static void countAgain(SqlSession sql, String id) throws SQLException {
    sql.update("UPDATE events SET duplicates = duplicates + 1 WHERE id = ?", id);
  }
}
