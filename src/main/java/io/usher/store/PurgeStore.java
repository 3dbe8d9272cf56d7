package io.usher.store;

import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes what was kept long enough, a small batch a commit. Whether something may go is decided by
 * the statement that removes it, so two processes may purge at once, and nothing goes that a person
 * sends again meanwhile.
 */
public final class PurgeStore {

  /** So few that webhooks which wait for the same writer don't notice. */
  static final int BATCH = 200;

  /** Freeing a large payload touches each of its pages. */
  static final long BATCH_BYTES = 4 << 20;

  private static final String DONE_WITH_PAYLOAD =
      """
      events.payload IS NOT NULL AND events.status IN ('ROUTED', 'UNROUTED', 'DISCARDED')
        AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = events.id
          AND d.status NOT IN ('DELIVERED', 'DISCARDED'))""";

  private static final String DONE_WITH_LOG =
      """
      events.status <> 'ACCEPTED'
        AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = events.id
          AND d.status NOT IN ('DELIVERED', 'DISCARDED', 'DEAD'))""";

  private final DatabaseType type;
  private final EventWords words;
  private final GroupCommit writer;
  private final JdbcClient reader;
  private final Clock clock;

  PurgeStore(DatabaseType type, GroupCommit writer, JdbcClient reader, Clock clock) {
    this.type = type;
    this.words = EventWords.of(type);
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Everyone who has events, whether we still serve them or not; but for the moments before the
   * first is in the indexes.
   */
  public List<String> customers() {
    List<String> customers = new ArrayList<>();
    String next = customerAfter("");
    while (next != null) {
      customers.add(next);
      next = customerAfter(next);
    }
    return customers;
  }

  private @Nullable String customerAfter(String last) {
    return reader
        .sql("SELECT min(customer) FROM events WHERE customer > ?" + type.indexed("events"))
        .param(last)
        .query((row, n) -> row.getString(1))
        .list()
        .get(0);
  }

  /** The next events that still have their payload, oldest first. They may not be done with yet. */
  public List<AgedEvent> withPayload(String customer, Instant before, @Nullable AgedEvent last) {
    return aged("payload IS NOT NULL", customer, before, last);
  }

  /** The next events whose payload is gone, oldest first. */
  public List<AgedEvent> withoutPayload(String customer, Instant before, @Nullable AgedEvent last) {
    return aged("payload IS NULL", customer, before, last);
  }

  private List<AgedEvent> aged(
      String which, String customer, Instant before, @Nullable AgedEvent last) {
    List<AgedEvent> events =
        reader
            .sql(
                "SELECT id, received_at, size FROM events WHERE "
                    + which
                    + type.indexed("events")
                    + """
                     AND customer = ? AND received_at < ? AND (received_at, id) > (?, ?)
                    ORDER BY received_at, id LIMIT\s"""
                    + BATCH)
            .params(
                customer,
                before.toEpochMilli(),
                last == null ? Long.MIN_VALUE : last.receivedAt(),
                last == null ? "" : last.id())
            .query((row, n) -> new AgedEvent(row.getString(1), row.getLong(2), row.getLong(3)))
            .list();
    return upToBatchBytes(events);
  }

  private static List<AgedEvent> upToBatchBytes(List<AgedEvent> events) {
    long bytes = 0;
    int taken = 0;
    while (taken < events.size() && bytes < BATCH_BYTES) {
      bytes += events.get(taken).size();
      taken++;
    }
    return events.subList(0, taken);
  }

  /** Whether there is room for the log of a removal. */
  public boolean hasRoom() {
    return !writer.holdsBack();
  }

  /** Removes the payloads of those whose deliveries all ended well, in one commit. */
  public CompletableFuture<Purged> purgePayloads(List<AgedEvent> batch) {
    long now = clock.millis();
    return writer.write(
        sql -> {
          words.hold(sql);
          Purged purged = Purged.NOTHING;
          for (AgedEvent event : batch) {
            purged = purged.plus(purgePayload(sql, event, now));
          }
          return purged;
        });
  }

  private Purged purgePayload(SqlSession sql, AgedEvent event, long now) throws SQLException {
    int removed =
        sql.update(
            "UPDATE events SET payload = NULL, payload_purged_at = ? WHERE id = ? AND "
                + DONE_WITH_PAYLOAD,
            now,
            event.id());
    if (removed == 0) {
      return Purged.NOTHING;
    }
    words.refresh(sql, event.id());
    return new Purged(1, 0, 0, 0, event.size());
  }

  /** Removes those of which nothing is open, with deliveries and attempts, in one commit. */
  public CompletableFuture<Purged> deleteLog(List<AgedEvent> batch) {
    return writer.write(
        sql -> {
          words.hold(sql);
          Purged purged = Purged.NOTHING;
          for (AgedEvent event : batch) {
            purged = purged.plus(delete(sql, event));
          }
          return purged;
        });
  }

  /**
   * On a shared database somebody may send a delivery again between these statements; then its row
   * stays, the event can't go without it, and the whole write is undone and tried by the next run.
   */
  private Purged delete(SqlSession sql, AgedEvent event) throws SQLException {
    boolean hadPayload =
        sql.first(
                "SELECT payload IS NOT NULL FROM events WHERE id = ?",
                row -> row.getBoolean(1),
                event.id())
            .orElse(false);
    if (sql.first("SELECT 1 FROM events WHERE id = ? AND " + DONE_WITH_LOG, row -> true, event.id())
        .isEmpty()) {
      return Purged.NOTHING;
    }
    int attempts =
        sql.update(
            "DELETE FROM attempts WHERE delivery_id IN (SELECT id FROM deliveries WHERE event_id = ?)",
            event.id());
    int deliveries = deleteDeliveries(sql, event);
    words.remove(sql, event.id());
    int events = deleteEvent(sql, event);
    return new Purged(0, events, deliveries, attempts, hadPayload ? event.size() : 0);
  }

  private static int deleteDeliveries(SqlSession sql, AgedEvent event) throws SQLException {
    return sql.list(
            """
            DELETE FROM deliveries WHERE event_id = ? AND status IN ('DELIVERED', 'DISCARDED', 'DEAD')
            RETURNING customer, destination, created_at, status""",
            row -> {
              sql.counts()
                  .delivery(
                      row.getString(1),
                      row.getString(2),
                      row.getLong(3),
                      DeliveryStatus.valueOf(row.getString(4)),
                      null);
              return row.getString(4);
            },
            event.id())
        .size();
  }

  private static int deleteEvent(SqlSession sql, AgedEvent event) throws SQLException {
    return sql.list(
            "DELETE FROM events WHERE id = ? RETURNING customer, received_at, status",
            row -> {
              sql.counts()
                  .event(
                      row.getString(1),
                      row.getLong(2),
                      EventStatus.valueOf(row.getString(3)),
                      null);
              return row.getString(3);
            },
            event.id())
        .size();
  }

  /** What a purge of payloads would remove now. */
  public Purged payloadsToPurge(String customer, Instant before) {
    return reader
        .sql(
            "SELECT count(*), coalesce(sum(size), 0) FROM events WHERE customer = ? AND received_at < ? AND "
                + DONE_WITH_PAYLOAD
                + type.indexed("events"))
        .params(customer, before.toEpochMilli())
        .query((row, n) -> new Purged(row.getLong(1), 0, 0, 0, row.getLong(2)))
        .single();
  }

  /** What a purge of the log would remove now. */
  public Purged logToDelete(String customer, Instant before) {
    return reader
        .sql(
            """
            SELECT count(*), coalesce(sum((SELECT count(*) FROM deliveries d WHERE d.event_id = events.id)), 0),
              coalesce(sum((SELECT count(*) FROM deliveries d JOIN attempts a ON a.delivery_id = d.id
                WHERE d.event_id = events.id)), 0),
              coalesce(sum(CASE WHEN payload IS NULL THEN 0 ELSE size END), 0)
            FROM events WHERE customer = ? AND received_at < ? AND\s"""
                + DONE_WITH_LOG
                + type.indexed("events"))
        .params(customer, before.toEpochMilli())
        .query(
            (row, n) ->
                new Purged(0, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .single();
  }
}
