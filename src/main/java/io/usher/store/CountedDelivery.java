package io.usher.store;

import io.usher.event.DeliveryStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery that is about to change its status. Runs within another's write. */
record CountedDelivery(
    String id, String customer, String destination, long createdAt, DeliveryStatus status) {

  private static final String COLUMNS = "id, customer, destination, created_at, status";

  /**
   * @param condition of ours, with its arguments
   */
  static List<CountedDelivery> where(
      SqlSession sql, String condition, @Nullable Object... arguments) throws SQLException {
    return sql.list(
        "SELECT " + COLUMNS + " FROM deliveries WHERE " + condition + " ORDER BY id",
        CountedDelivery::of,
        arguments);
  }

  private static CountedDelivery of(ResultSet row) throws SQLException {
    return new CountedDelivery(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        DeliveryStatus.valueOf(row.getString(5)));
  }

  /**
   * Runs an update that ends with its conditions, and counts what it moved.
   *
   * @param from what each row's status is, by a condition of the update
   * @return how many
   */
  static int moveAll(
      SqlSession sql,
      DeliveryStatus from,
      DeliveryStatus to,
      String update,
      @Nullable Object... arguments)
      throws SQLException {
    List<CountedDelivery> moved =
        sql.list(update + " RETURNING " + COLUMNS, CountedDelivery::of, arguments);
    moved.forEach(row -> row.count(sql, from, to));
    return moved.size();
  }

  /**
   * Moves this row on, unless somebody else has done so since it was read.
   *
   * @param update an update of deliveries, as far as its conditions
   */
  boolean move(SqlSession sql, DeliveryStatus to, String update, @Nullable Object... arguments)
      throws SQLException {
    List<@Nullable Object> all = new ArrayList<>(Arrays.asList(arguments));
    all.add(id);
    all.add(status);
    boolean moved = sql.update(update + " WHERE id = ? AND status = ?", all.toArray()) == 1;
    if (moved) {
      count(sql, status, to);
    }
    return moved;
  }

  private void count(SqlSession sql, DeliveryStatus from, DeliveryStatus to) {
    sql.counts().delivery(customer, destination, createdAt, from, to);
  }

  Place place() {
    return new Place(customer, destination);
  }
}
