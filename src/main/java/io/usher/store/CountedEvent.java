package io.usher.store;

import io.usher.event.EventStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event that is about to change its status. Runs within another's write. */
record CountedEvent(
    String id, String customer, EventStatus status, long receivedAt, boolean hasPayload) {

  static Optional<CountedEvent> find(SqlSession sql, String id) throws SQLException {
    return sql.first(
        """
        SELECT id, customer, status, received_at, CASE WHEN payload IS NULL THEN 0 ELSE 1 END
        FROM events WHERE id = ?""",
        CountedEvent::of,
        id);
  }

  private static CountedEvent of(ResultSet row) throws SQLException {
    return new CountedEvent(
        row.getString(1),
        row.getString(2),
        EventStatus.valueOf(row.getString(3)),
        row.getLong(4),
        row.getInt(5) == 1);
  }

  /**
   * Moves this row on, unless somebody else has done so since it was read.
   *
   * @param update an update of events, as far as its conditions
   */
  boolean move(SqlSession sql, EventStatus to, String update, @Nullable Object... arguments)
      throws SQLException {
    List<@Nullable Object> all = new ArrayList<>(Arrays.asList(arguments));
    all.add(id);
    all.add(status);
    boolean moved = sql.update(update + " WHERE id = ? AND status = ?", all.toArray()) == 1;
    if (moved) {
      sql.counts().event(customer, receivedAt, status, to);
    }
    return moved;
  }
}
