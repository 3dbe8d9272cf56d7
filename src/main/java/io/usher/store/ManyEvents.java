package io.usher.store;

import io.usher.event.Delivery;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a page of events shows besides them, in one look each. Takes ids that somebody was given
 * already, so it asks nobody's reach.
 */
public final class ManyEvents {

  private final JdbcClient reader;

  ManyEvents(JdbcClient reader) {
    this.reader = reader;
  }

  /** By event, oldest first; events without deliveries are left out. */
  public Map<String, List<Delivery>> deliveries(List<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return reader
        .sql(
            "SELECT "
                + Rows.DELIVERY
                + " FROM deliveries d WHERE d.event_id IN ("
                + marks(ids)
                + ") ORDER BY d.id")
        .params(ids)
        .query((row, n) -> Rows.delivery(row))
        .list()
        .stream()
        .collect(Collectors.groupingBy(Delivery::eventId));
  }

  /** Who bought, by event: the name, or the address where no name was told; others are left out. */
  public Map<String, String> buyers(Collection<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return reader
        .sql(
            "SELECT id, coalesce(nullif(trim(buyer_name), ''), buyer_email) FROM events WHERE id IN ("
                + marks(ids)
                + ") AND coalesce(nullif(trim(buyer_name), ''), buyer_email) IS NOT NULL")
        .params(List.copyOf(ids))
        .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** By event; those whose payload was removed or is larger are left out. */
  public Map<String, byte[]> payloads(List<String> ids, int largest) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return reader
        .sql(
            "SELECT id, payload FROM events WHERE payload IS NOT NULL AND size <= "
                + largest
                + " AND id IN ("
                + marks(ids)
                + ")")
        .params(ids)
        .query((row, n) -> Map.entry(row.getString(1), StoredPayload.bytesIn(row, "payload")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String marks(Collection<String> ids) {
    return String.join(", ", Collections.nCopies(ids.size(), "?"));
  }
}
