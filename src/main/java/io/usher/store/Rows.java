package io.usher.store;

import io.usher.event.Attempt;
import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.event.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads rows: the column lists, and what they become. */
final class Rows {

  static final String EVENT =
      """
      e.id, e.customer, e.source, e.type, e.event_key, e.transaction_id, e.buyer_name, e.buyer_email, e.received_at, \
      e.status, e.status_reason, e.size, e.duplicates, e.payload_purged_at, e.erased_at""";

  static final String DELIVERY =
      """
      d.id AS delivery_id, d.event_id, d.event_type, d.customer AS delivery_customer, d.destination, \
      d.transaction_id AS delivery_transaction, d.status AS delivery_status, d.attempts, d.created_at, d.due_at, \
      d.finished_at, d.last_error, d.version AS delivery_version""";

  static final String ATTEMPT =
      "a.delivery_id, a.number, a.started_at, a.duration_ms, a.outcome, a.manual, a.response, a.error, a.cause,"
          + " a.version";

  private Rows() {}

  static Event event(ResultSet row) throws SQLException {
    return new Event(
        row.getString("id"),
        row.getString("customer"),
        row.getString("source"),
        row.getString("type"),
        row.getString("event_key"),
        row.getString("transaction_id"),
        row.getString("buyer_name"),
        row.getString("buyer_email"),
        Instant.ofEpochMilli(row.getLong("received_at")),
        EventStatus.valueOf(row.getString("status")),
        row.getString("status_reason"),
        row.getLong("size"),
        row.getLong("duplicates"),
        instant(row, "payload_purged_at"),
        instant(row, "erased_at"));
  }

  static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getString("delivery_id"),
        row.getString("event_id"),
        row.getString("event_type"),
        row.getString("delivery_customer"),
        row.getString("destination"),
        row.getString("delivery_transaction"),
        DeliveryStatus.valueOf(row.getString("delivery_status")),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        instant(row, "due_at"),
        instant(row, "finished_at"),
        row.getString("last_error"),
        number(row, "delivery_version"));
  }

  static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        row.getString("delivery_id"),
        row.getInt("number"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        row.getLong("duration_ms"),
        Outcome.valueOf(row.getString("outcome")),
        row.getInt("manual") == 1,
        row.getString("response"),
        row.getString("error"),
        row.getString("cause"),
        number(row, "version"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? null : number;
  }
}
