package io.usher.store;

import io.usher.event.Delivery;
import io.usher.event.Event;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what is new, oldest first, for whoever follows along. Each read is a few index steps. */
public final class LiveLog {

  private final JdbcClient reader;

  LiveLog(JdbcClient reader) {
    this.reader = reader;
  }

  /** Before all rows that are made from this moment on. */
  public String at(Instant time) {
    return Ids.from(time);
  }

  public List<Event> eventsAfter(String id, int limit) {
    return reader
        .sql("SELECT " + Rows.EVENT + " FROM events e WHERE e.id > ? ORDER BY e.id LIMIT ?")
        .params(id, limit)
        .query((row, n) -> Rows.event(row))
        .list();
  }

  public List<Delivery> deliveriesAfter(String id, int limit) {
    return reader
        .sql("SELECT " + Rows.DELIVERY + " FROM deliveries d WHERE d.id > ? ORDER BY d.id LIMIT ?")
        .params(id, limit)
        .query((row, n) -> Rows.delivery(row))
        .list();
  }

  public List<Event> events(Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : reader
            .sql("SELECT " + Rows.EVENT + " FROM events e WHERE e.id IN (:ids) ORDER BY e.id")
            .param("ids", ids)
            .query((row, n) -> Rows.event(row))
            .list();
  }

  public List<Delivery> deliveries(Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : reader
            .sql(
                "SELECT " + Rows.DELIVERY + " FROM deliveries d WHERE d.id IN (:ids) ORDER BY d.id")
            .param("ids", ids)
            .query((row, n) -> Rows.delivery(row))
            .list();
  }
}
