package io.usher.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many events each source brought in each hour, of each type, for five weeks. Counted in memory
 * beside the answer to a webhook and written every minute: exact enough to tell silence from a
 * quiet night, and no work for the commit that a sender waits for. A hub that is killed loses the
 * last minute's counts. Safe for all threads.
 */
public final class Arrivals {

  /** What a payload calls its type is the sender's; more than so many of a source share a word. */
  private static final int MOST_TYPES = 20;

  private static final String OTHER = "other";
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final Duration KEPT = Duration.ofDays(36);

  private final GroupCommit writer;
  private final JdbcClient reader;
  private final Clock clock;
  private final Map<String, SourceCounts> sources = new ConcurrentHashMap<>();

  Arrivals(GroupCommit writer, JdbcClient reader, Clock clock) {
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  /** A new event of this source and type was stored. */
  public void came(String customer, String source, String type) {
    sources
        .computeIfAbsent(customer + "/" + source, name -> new SourceCounts(customer, source))
        .add(type, clock.millis());
  }

  /** Writes what was counted since the last time, and removes what is older than five weeks. */
  public CompletableFuture<Void> flush() {
    List<Count> counts = sources.values().stream().flatMap(each -> each.take().stream()).toList();
    return writer.write(
        sql -> {
          for (Count count : counts) {
            add(sql, count);
          }
          sql.update("DELETE FROM hourly_events WHERE hour < ?", clock.millis() - KEPT.toMillis());
          return null;
        });
  }

  private static void add(SqlSession sql, Count count) throws SQLException {
    sql.update(
        """
        INSERT INTO hourly_events (customer, source, type, hour, events, last_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (customer, source, type, hour) DO UPDATE SET events = hourly_events.events + excluded.events,
          last_at = CASE WHEN excluded.last_at > hourly_events.last_at THEN excluded.last_at ELSE hourly_events.last_at END""",
        count.customer,
        count.source,
        count.type,
        count.last / HOUR_MS * HOUR_MS,
        count.events,
        count.last);
  }

  /** When each source brought its last event, as far as that was written. */
  public List<LastArrival> last() {
    return reader
        .sql(
            "SELECT customer, source, max(last_at) AS last_at FROM hourly_events GROUP BY customer, source ORDER BY 1, 2")
        .query(
            (row, n) ->
                new LastArrival(
                    row.getString("customer"),
                    row.getString("source"),
                    Instant.ofEpochMilli(row.getLong("last_at"))))
        .list();
  }

  /**
   * How many events came in each hour that touches the time between.
   *
   * @return by the hour's beginning; hours in which nothing came are absent
   */
  public Map<Instant, Long> hours(String customer, String source, Instant from, Instant to) {
    Map<Instant, Long> hours = new TreeMap<>();
    reader
        .sql(
            """
            SELECT hour, sum(events) AS n FROM hourly_events
            WHERE customer = ? AND source = ? AND hour > ? AND hour < ? GROUP BY hour""")
        .params(customer, source, from.toEpochMilli() - HOUR_MS, to.toEpochMilli())
        .query(
            row -> {
              hours.put(Instant.ofEpochMilli(row.getLong("hour")), row.getLong("n"));
            });
    return hours;
  }

  /** Since when there are counts of this source. */
  public Instant first(String customer, String source) {
    long hour =
        reader
            .sql("SELECT min(hour) FROM hourly_events WHERE customer = ? AND source = ?")
            .params(customer, source)
            .query((row, n) -> row.getLong(1))
            .single();
    return hour == 0 ? clock.instant() : Instant.ofEpochMilli(hour);
  }

  /** A source's last event. */
  public record LastArrival(String customer, String source, Instant at) {}

  private record Count(String customer, String source, String type, long events, long last) {}

  private static final class SourceCounts {

    private final String customer;
    private final String source;
    private final Map<String, Count> types = new TreeMap<>();

    SourceCounts(String customer, String source) {
      this.customer = customer;
      this.source = source;
    }

    synchronized void add(String type, long now) {
      String word = types.containsKey(type) || types.size() < MOST_TYPES ? type : OTHER;
      Count count = types.get(word);
      long before = count == null ? 0 : count.events;
      types.put(word, new Count(customer, source, word, before + 1, now));
    }

    synchronized List<Count> take() {
      List<Count> taken = List.copyOf(types.values());
      types.clear();
      return taken;
    }
  }
}
