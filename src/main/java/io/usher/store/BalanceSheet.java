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
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells, per customer and day, what came in and where it stands. The numbers are kept with each
 * write, so they are right at any moment and quick to read, with any number of rows behind them.
 * Totals are kept on their own, not added up from the parts, so that a row that got lost between
 * two statuses shows as a difference.
 */
public final class BalanceSheet {

  private static final String READ =
      """
      SELECT day, customer, CASE WHEN destination = '' THEN '' ELSE %s END AS destination, status, sum(n) AS n
      FROM counts WHERE day >= ? GROUP BY 1, 2, 3, 4""";

  private final JdbcClient reader;
  private final WhoAsks who;

  BalanceSheet(JdbcClient reader, WhoAsks who) {
    this.reader = reader;
    this.who = who;
  }

  /** The day (UTC) of that time and all later ones, newest first, then by customer. */
  public List<Balance> since(Instant since) {
    Map<Key, Map<String, Long>> events = new TreeMap<>();
    Map<Key, Map<String, Long>> deliveries = new TreeMap<>();
    read(day(since), "'all'")
        .forEach(
            (key, counts) -> (key.isOfEvents() ? events : deliveries).put(key.ofDay(), counts));
    TreeMap<Key, Balance> sheet = new TreeMap<>();
    for (Map<Key, ?> part : List.of(events, deliveries)) {
      part.keySet().forEach(key -> sheet.put(key, balance(key, events, deliveries)));
    }
    Reach reach = who.reach();
    return sheet.values().stream().filter(day -> reach.includes(day.customer())).toList();
  }

  /** Likewise each destination's deliveries, by day, customer and destination. */
  public List<DestinationCounts> destinationsSince(Instant since) {
    Reach reach = who.reach();
    return read(day(since), "destination").entrySet().stream()
        .filter(entry -> !entry.getKey().isOfEvents())
        .filter(entry -> reach.includes(entry.getKey().customer()))
        .map(entry -> destination(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static long day(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), StatusCounts.DAY_MS);
  }

  private Map<Key, Map<String, Long>> read(long day, String destination) {
    Map<Key, Map<String, Long>> counts = new TreeMap<>();
    reader
        .sql(READ.formatted(destination))
        .param(day)
        .query(
            row -> {
              long n = row.getLong("n");
              if (n != 0) {
                Key key =
                    new Key(
                        LocalDate.ofEpochDay(row.getLong("day")),
                        row.getString("customer"),
                        row.getString("destination"));
                counts
                    .computeIfAbsent(key, k -> new LinkedHashMap<>())
                    .put(row.getString("status"), n);
              }
            });
    return counts;
  }

  private static DestinationCounts destination(Key key, Map<String, Long> counts) {
    return new DestinationCounts(
        key.customer, key.destination, key.day, named(counts, DeliveryStatus.values()));
  }

  private static Balance balance(
      Key key, Map<Key, Map<String, Long>> events, Map<Key, Map<String, Long>> deliveries) {
    Map<String, Long> ofEvents = events.getOrDefault(key, Map.of());
    Map<String, Long> ofDeliveries = deliveries.getOrDefault(key, Map.of());
    return new Balance(
        key.customer,
        key.day,
        named(ofEvents, EventStatus.values()),
        named(ofDeliveries, DeliveryStatus.values()),
        adds(ofEvents, EventStatus.values()) && adds(ofDeliveries, DeliveryStatus.values()));
  }

  private static Map<String, Long> named(Map<String, Long> counted, Enum<?>[] statuses) {
    Map<String, Long> named = new LinkedHashMap<>();
    named.put("total", counted.getOrDefault(StatusCounts.TOTAL, 0L));
    Arrays.stream(statuses)
        .map(Enum::name)
        .forEach(s -> named.put(camelCase(s), counted.getOrDefault(s, 0L)));
    return named;
  }

  private static boolean adds(Map<String, Long> counted, Enum<?>[] statuses) {
    long sum = Arrays.stream(statuses).mapToLong(s -> counted.getOrDefault(s.name(), 0L)).sum();
    return sum == counted.getOrDefault(StatusCounts.TOTAL, 0L)
        && counted.values().stream().allMatch(n -> n >= 0);
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

  private record Key(LocalDate day, String customer, String destination)
      implements Comparable<Key> {

    boolean isOfEvents() {
      return destination.isEmpty();
    }

    Key ofDay() {
      return new Key(day, customer, "");
    }

    @Override
    public int compareTo(Key other) {
      int newestFirst = other.day.compareTo(day);
      int byCustomer = newestFirst != 0 ? newestFirst : customer.compareTo(other.customer);
      return byCustomer != 0 ? byCustomer : destination.compareTo(other.destination);
    }
  }
}
