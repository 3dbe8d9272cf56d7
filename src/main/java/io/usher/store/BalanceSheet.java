package io.usher.store;

import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts, per customer and day, what came in and where it stands. The totals are counted on their
 * own, not added up from the parts, so that a row in no known status shows as a difference.
 */
public final class BalanceSheet {

  private static final long DAY_MS = 86_400_000L;

  /**
   * Steps from one status to the next by the index on them, known or not, and reads what it counts
   * from that index alone: among millions of rows the tables are too much to read.
   */
  private static final String COUNT =
      """
      WITH RECURSIVE s (status) AS (
        SELECT min(status) FROM %1$s
        UNION ALL SELECT (SELECT min(n.status) FROM %1$s n WHERE n.status > s.status) FROM s WHERE s.status IS NOT NULL)
      SELECT c.customer, c.%2$s / %3$d AS day, c.status, count(*) AS n FROM s CROSS JOIN %1$s c
      WHERE c.status = s.status AND c.id >= ? AND c.%2$s >= ? GROUP BY 1, 2, 3""";

  private final JdbcClient reader;
  private final WhoAsks who;

  BalanceSheet(JdbcClient reader, WhoAsks who) {
    this.reader = reader;
    this.who = who;
  }

  /** Newest day first, then by customer. */
  public List<Balance> since(Instant since) {
    Map<Key, Map<String, Long>> events = counts("events", "received_at", since);
    Map<Key, Map<String, Long>> deliveries = counts("deliveries", "created_at", since);
    TreeMap<Key, Balance> sheet = new TreeMap<>();
    for (Map<Key, ?> part : List.of(events, deliveries)) {
      part.keySet().forEach(key -> sheet.put(key, balance(key, events, deliveries)));
    }
    Reach reach = who.reach();
    return sheet.values().stream().filter(day -> reach.includes(day.customer())).toList();
  }

  private Map<Key, Map<String, Long>> counts(String table, String time, Instant since) {
    Map<Key, Map<String, Long>> counts = new TreeMap<>();
    reader
        .sql(COUNT.formatted(table, time, DAY_MS))
        .params(Where.idFrom(since), since.toEpochMilli())
        .query(
            row -> {
              Key key =
                  new Key(LocalDate.ofEpochDay(row.getLong("day")), row.getString("customer"));
              Map<String, Long> byStatus = counts.computeIfAbsent(key, k -> new LinkedHashMap<>());
              byStatus.put(row.getString("status"), row.getLong("n"));
            });
    return counts;
  }

  private static Balance balance(
      Key key, Map<Key, Map<String, Long>> events, Map<Key, Map<String, Long>> deliveries) {
    Map<String, Long> ofEvents = events.getOrDefault(key, Map.of());
    Map<String, Long> ofDeliveries = deliveries.getOrDefault(key, Map.of());
    Map<String, Long> e = named(ofEvents, EventStatus.values(), EventStatus::name);
    Map<String, Long> d = named(ofDeliveries, DeliveryStatus.values(), DeliveryStatus::name);
    return new Balance(key.customer, key.day, e, d, adds(e) && adds(d));
  }

  private static <S> Map<String, Long> named(
      Map<String, Long> counted, S[] statuses, Function<S, String> name) {
    Map<String, Long> named = new LinkedHashMap<>();
    named.put("total", counted.values().stream().mapToLong(Long::longValue).sum());
    Arrays.stream(statuses)
        .map(name)
        .forEach(s -> named.put(camelCase(s), counted.getOrDefault(s, 0L)));
    return named;
  }

  private static boolean adds(Map<String, Long> named) {
    long sum = named.values().stream().mapToLong(Long::longValue).sum();
    return sum == 2 * named.get("total");
  }

  private static String camelCase(String status) {
    String lower = status.toLowerCase(Locale.ROOT);
    int gap = lower.indexOf('_');
    return gap < 0
        ? lower
        : lower.substring(0, gap)
            + Character.toUpperCase(lower.charAt(gap + 1))
            + lower.substring(gap + 2);
  }

  private record Key(LocalDate day, String customer) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int newestFirst = other.day.compareTo(day);
      return newestFirst != 0 ? newestFirst : customer.compareTo(other.customer);
    }
  }
}
