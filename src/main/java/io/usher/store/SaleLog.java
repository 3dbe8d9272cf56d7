package io.usher.store;

import io.usher.event.EventStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A customer's events with their payloads, in the order in which they came, for whoever adds them
 * up. Reads everybody's: whoever shows it leaves out what somebody may not see.
 */
public final class SaleLog {

  /** A larger payload is read by itself, so that a page of them needs little memory. */
  private static final int LARGEST_IN_A_PAGE = 64 * 1024;

  private final DatabaseType type;
  private final JdbcClient reader;

  SaleLog(DatabaseType type, JdbcClient reader) {
    this.type = type;
    this.reader = reader;
  }

  /**
   * @param payload null where it was removed
   */
  public record Row(
      String id, String type, EventStatus status, Instant receivedAt, byte @Nullable [] payload) {}

  /**
   * The next of a time.
   *
   * @param afterId of the last one that was read; empty at the beginning
   */
  public List<Row> after(String customer, Instant since, Instant until, String afterId, int limit) {
    Where where = new Where(type);
    where.and("customer = ?", customer);
    where.and("received_at >= ?", since.toEpochMilli());
    where.and("received_at < ?", until.toEpochMilli());
    where.idsBetween("id", since, until);
    where.and("id > ?", afterId);
    return reader
        .sql(
            "SELECT id, type, status, received_at, size, CASE WHEN size <= "
                + LARGEST_IN_A_PAGE
                + " THEN payload END AS payload FROM "
                + type.events("*")
                + " e"
                + where
                + " ORDER BY id LIMIT "
                + limit)
        .params(where.arguments())
        .query(
            (row, n) ->
                new Row(
                    row.getString("id"),
                    row.getString("type"),
                    EventStatus.valueOf(row.getString("status")),
                    Instant.ofEpochMilli(row.getLong("received_at")),
                    row.getLong("size") > LARGEST_IN_A_PAGE
                        ? payload(row.getString("id")).orElse(null)
                        : StoredPayload.bytesIn(row, "payload")))
        .list();
  }

  private Optional<byte[]> payload(String id) {
    return reader
        .sql("SELECT payload FROM events WHERE id = ? AND payload IS NOT NULL")
        .param(id)
        .query((row, n) -> StoredPayload.bytesIn(row, "payload"))
        .optional();
  }
}
