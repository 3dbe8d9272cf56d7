package io.usher.store;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts by the hour, for charts. Reads one index each and no table; with a million rows in the
 * time asked for that still takes a second, so it is for a look that is kept a while and not for
 * each request. Counts everybody's: whoever shows it leaves out what somebody may not see.
 */
public final class Traffic {

  private static final long HOUR_MS = 3_600_000L;

  private static final String EVENTS =
      """
      SELECT customer, '' AS destination, status, received_at / %d AS hour, count(*) AS n FROM %s e
      WHERE status IN ('ACCEPTED', 'ROUTED', 'UNROUTED', 'QUARANTINED', 'DISCARDED') AND id >= ? AND received_at >= ?
      GROUP BY 1, 3, 4""";

  private static final String DELIVERIES =
      """
      SELECT customer, destination, status, created_at / %d AS hour, count(*) AS n FROM deliveries
      WHERE status IN ('PENDING', 'IN_FLIGHT', 'DELIVERED', 'RETRYING', 'DEAD', 'DISCARDED') AND id >= ? AND created_at >= ?
      GROUP BY 1, 2, 3, 4"""
          .formatted(HOUR_MS);

  private final JdbcClient reader;
  private final String events;

  Traffic(DatabaseType type, JdbcClient reader) {
    this.reader = reader;
    this.events = EVENTS.formatted(HOUR_MS, type.events("id, customer, status, received_at"));
  }

  /**
   * @param destination empty for events
   * @param hour its beginning
   */
  public record Count(
      String customer, String destination, String status, Instant hour, long count) {}

  public List<Count> events(Instant since) {
    return counts(events, since);
  }

  public List<Count> deliveries(Instant since) {
    return counts(DELIVERIES, since);
  }

  private List<Count> counts(String sql, Instant since) {
    return reader
        .sql(sql)
        .params(Where.idFrom(since), since.toEpochMilli())
        .query(
            (row, n) ->
                new Count(
                    row.getString("customer"),
                    row.getString("destination"),
                    row.getString("status"),
                    Instant.ofEpochMilli(row.getLong("hour") * HOUR_MS),
                    row.getLong("n")))
        .list();
  }
}
