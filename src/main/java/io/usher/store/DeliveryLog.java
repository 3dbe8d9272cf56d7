package io.usher.store;

import io.usher.event.Attempt;
import io.usher.event.Delivery;
import io.usher.event.Event;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what happened to any sale. Newest first; pages go on where the last one ended, whatever
 * came in meanwhile.
 */
public final class DeliveryLog {

  private final DatabaseType type;
  private final JdbcClient reader;
  private final WhoAsks who;

  DeliveryLog(DatabaseType type, JdbcClient reader, WhoAsks who) {
    this.type = type;
    this.reader = reader;
    this.who = who;
  }

  public Page<Event> events(LogFilter filter) {
    Where where = new Where(type);
    where.within(column("e.customer", filter), who.reach());
    where.and(column("e.customer", filter) + " = ?", filter.customer());
    where.and("e.status = ?", filter.status());
    where.and("e.type = ?", filter.type());
    where.and("e.received_at >= ?", Where.millis(filter.since()));
    where.and("e.received_at < ?", Where.millis(filter.until()));
    where.idsBetween("e.id", filter.since(), filter.until());
    where.and("e.id < ?", filter.cursor());
    where.and(
        "EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = e.id AND d.destination = ?)",
        filter.destination());
    where.anyLike(
        filter.text(), "e.buyer_name", "e.buyer_email", "e.transaction_id", "e.id", "e.event_key");
    List<Event> rows =
        reader
            .sql(
                "SELECT "
                    + Rows.EVENT
                    + " FROM events e"
                    + where
                    + " ORDER BY e.id DESC LIMIT "
                    + (filter.limit() + 1))
            .params(where.arguments())
            .query((row, n) -> Rows.event(row))
            .list();
    return Page.of(rows, filter.limit(), Event::id);
  }

  /**
   * A status names fewer rows than a customer does, but SQLite can't know; written like this, no
   * index on customers fits.
   */
  private static String column(String column, LogFilter filter) {
    return filter.status() == null ? column : column + " || ''";
  }

  public Optional<Event> event(String id) {
    return reader
        .sql("SELECT " + Rows.EVENT + " FROM events e WHERE e.id = ?")
        .param(id)
        .query((row, n) -> Rows.event(row))
        .optional()
        .filter(event -> who.reach().includes(event.customer()));
  }

  /**
   * The bytes as they were received; empty when there is no such event or its payload was purged.
   */
  public Optional<byte[]> payload(String eventId) {
    Where where = new Where(type);
    where.and("id = ?", eventId);
    where.and("payload IS NOT NULL");
    where.within("customer", who.reach());
    return reader
        .sql("SELECT payload FROM events" + where)
        .params(where.arguments())
        .query((row, n) -> row.getBytes(1))
        .optional();
  }

  public Page<Delivery> deliveries(LogFilter filter) {
    Where where = new Where(type);
    where.within(column("d.customer", filter), who.reach());
    where.and(column("d.customer", filter) + " = ?", filter.customer());
    where.and("d.status = ?", filter.status());
    where.and("d.event_type = ?", filter.type());
    where.and("d.destination = ?", filter.destination());
    where.and("d.created_at >= ?", Where.millis(filter.since()));
    where.and("d.created_at < ?", Where.millis(filter.until()));
    where.idsBetween("d.id", filter.since(), filter.until());
    where.and("d.id < ?", filter.cursor());
    where.anyLike(filter.text(), "d.id", "d.event_id", "d.transaction_id", "d.last_error");
    List<Delivery> rows =
        reader
            .sql(
                "SELECT "
                    + Rows.DELIVERY
                    + " FROM deliveries d"
                    + where
                    + " ORDER BY d.id DESC LIMIT "
                    + (filter.limit() + 1))
            .params(where.arguments())
            .query((row, n) -> Rows.delivery(row))
            .list();
    return Page.of(rows, filter.limit(), Delivery::id);
  }

  public List<Delivery> deliveriesOf(String eventId) {
    Where where = new Where(type);
    where.and("d.event_id = ?", eventId);
    where.within("d.customer", who.reach());
    return reader
        .sql("SELECT " + Rows.DELIVERY + " FROM deliveries d" + where + " ORDER BY d.id")
        .params(where.arguments())
        .query((row, n) -> Rows.delivery(row))
        .list();
  }

  public Optional<Delivery> delivery(String id) {
    return reader
        .sql("SELECT " + Rows.DELIVERY + " FROM deliveries d WHERE d.id = ?")
        .param(id)
        .query((row, n) -> Rows.delivery(row))
        .optional()
        .filter(delivery -> who.reach().includes(delivery.customer()));
  }

  public List<Attempt> attempts(String deliveryId) {
    if (!who.reach().isEverything() && delivery(deliveryId).isEmpty()) {
      return List.of();
    }
    return reader
        .sql(
            "SELECT " + Rows.ATTEMPT + " FROM attempts a WHERE a.delivery_id = ? ORDER BY a.number")
        .param(deliveryId)
        .query((row, n) -> Rows.attempt(row))
        .list();
  }
}
