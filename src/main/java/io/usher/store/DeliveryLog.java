package io.usher.store;

import io.usher.event.Attempt;
import io.usher.event.Delivery;
import io.usher.event.Event;
import io.usher.store.search.Sought;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what happened to any sale. Newest first; pages go on where the last one ended, whatever
 * came in meanwhile.
 */
public final class DeliveryLog {

  /** Events whose deliveries are looked up one by one in a tenth of a second. */
  private static final int MOST_RARE = 10_000;

  private final DatabaseType type;
  private final JdbcClient reader;
  private final WhoAsks who;

  DeliveryLog(DatabaseType type, JdbcClient reader, WhoAsks who) {
    this.type = type;
    this.reader = reader;
    this.who = who;
  }

  public Page<Event> events(LogFilter filter) {
    if (filter.isSearch()) {
      return Page.of(search(filter).events(), filter.limit(), Event::id);
    }
    Where where = LogConditions.events(type, filter, who.reach());
    List<Event> rows =
        reader
            .sql(
                "SELECT "
                    + Rows.EVENT
                    + " FROM "
                    + LogConditions.eventsTable(type, filter, who.reach())
                    + where
                    + " ORDER BY e.id DESC LIMIT "
                    + (filter.limit() + 1))
            .params(where.arguments())
            .query((row, n) -> Rows.event(row))
            .list();
    return Page.of(rows, filter.limit(), Event::id);
  }

  private EventSearch search(LogFilter filter) {
    return new EventSearch(
        type, reader, filter, Sought.of(Objects.requireNonNull(filter.text())), who.reach());
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
        .query((row, n) -> StoredPayload.bytesIn(row, "payload"))
        .optional();
  }

  /**
   * Deliveries of a type that few events have are found by these; those of any other are soon met
   * among the newest. An index on deliveries' types would be written to with each of them.
   */
  public Page<Delivery> deliveries(LogFilter filter) {
    if (filter.isSearch()) {
      return Page.of(search(filter).deliveries(), filter.limit(), Delivery::id);
    }
    Where where = LogConditions.deliveries(type, filter, who.reach());
    boolean byEvents = filter.type() != null && isRare(filter.type());
    if (byEvents) {
      where.and("e.type = ?", filter.type());
      where.and("d.event_id = e.id");
    }
    List<Delivery> rows =
        reader
            .sql(
                "SELECT "
                    + Rows.DELIVERY
                    + (byEvents
                        ? " FROM " + type.events("id, type") + " e CROSS JOIN deliveries d"
                        : " FROM deliveries d")
                    + where
                    + " ORDER BY d.id DESC LIMIT "
                    + (filter.limit() + 1))
            .params(where.arguments())
            .query((row, n) -> Rows.delivery(row))
            .list();
    return Page.of(rows, filter.limit(), Delivery::id);
  }

  private boolean isRare(String eventType) {
    return reader
            .sql(
                "SELECT count(*) FROM (SELECT 1 FROM "
                    + type.events("type")
                    + " e WHERE type = ? LIMIT "
                    + (MOST_RARE + 1)
                    + ") AS few")
            .param(SqlText.storable(eventType))
            .query(Long.class)
            .single()
        <= MOST_RARE;
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
