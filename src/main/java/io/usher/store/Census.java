package io.usher.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts what waits, for gauges and alarms. Reads one index and no table, on a reader's connection;
 * with a million deliveries waiting that takes some tenths of a second, so it is for a timer and
 * not for a request.
 */
public final class Census {

  private static final String DELIVERIES =
      """
      SELECT d.customer, d.destination, d.status, count(*) AS n, min(d.created_at) AS oldest FROM deliveries d
      WHERE d.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT', 'DEAD') GROUP BY 1, 2, 3 ORDER BY 1, 2""";

  private static final String EVENTS =
      """
      SELECT e.customer, e.status, count(*) AS n, min(e.received_at) AS oldest FROM %s e
      WHERE e.status IN ('ACCEPTED', 'QUARANTINED') GROUP BY 1, 2 ORDER BY 1""";

  /** Few are in flight, whatever waits. */
  private static final String ENDED_LEASES =
      "SELECT count(*) FROM deliveries d WHERE d.status = 'IN_FLIGHT' AND d.due_at < ?";

  private final JdbcClient reader;
  private final Clock clock;
  private final String events;

  Census(DatabaseType type, JdbcClient reader, Clock clock) {
    this.events = EVENTS.formatted(type.events("customer, status, received_at"));
    this.reader = reader;
    this.clock = clock;
  }

  /** Every destination that has deliveries which are not finished well. */
  public List<DestinationCount> destinations() {
    Map<String, DestinationCount> counts = new LinkedHashMap<>();
    reader
        .sql(DELIVERIES)
        .query(
            (ResultSet row) -> {
              add(counts, row);
            });
    return List.copyOf(counts.values());
  }

  private static void add(Map<String, DestinationCount> counts, ResultSet row) throws SQLException {
    String customer = row.getString("customer");
    String destination = row.getString("destination");
    DestinationCount count =
        counts.getOrDefault(
            customer + "/" + destination, DestinationCount.none(customer, destination));
    counts.put(
        customer + "/" + destination,
        count.plus(
            row.getString("status"),
            row.getLong("n"),
            Instant.ofEpochMilli(row.getLong("oldest"))));
  }

  /** Every customer that has events which wait for the router or for a person. */
  public List<InboxCount> inboxes() {
    Map<String, InboxCount> counts = new LinkedHashMap<>();
    reader
        .sql(events)
        .query(
            row -> {
              String customer = row.getString("customer");
              InboxCount count = counts.getOrDefault(customer, InboxCount.none(customer));
              counts.put(
                  customer,
                  count.plus(
                      row.getString("status"),
                      row.getLong("n"),
                      Instant.ofEpochMilli(row.getLong("oldest"))));
            });
    return List.copyOf(counts.values());
  }

  /** Deliveries whose holder is gone and that nobody has taken up yet. */
  public long endedLeases() {
    return reader.sql(ENDED_LEASES).param(clock.millis()).query(Long.class).single();
  }

  /** How many jobs there are of each status. */
  public Map<JobStatus, Long> jobs() {
    Map<JobStatus, Long> jobs = new LinkedHashMap<>();
    List.of(JobStatus.values()).forEach(status -> jobs.put(status, 0L));
    reader
        .sql("SELECT status, count(*) AS n FROM jobs GROUP BY status")
        .query(
            row -> {
              jobs.put(JobStatus.valueOf(row.getString("status")), row.getLong("n"));
            });
    return jobs;
  }

  /**
   * Signatures that failed since, as far as they are kept: of all sources together the newest
   * thousand refused webhooks.
   */
  public List<FailedSignatures> failedSignatures(Instant since) {
    List<FailedSignatures> found = new ArrayList<>();
    reader
        .sql(
            """
            SELECT customer, source, count(*) AS n, min(received_at) AS oldest FROM refused_webhooks
            WHERE received_at >= ? AND customer IS NOT NULL AND code IN ('signature-missing', 'signature-mismatch')
            GROUP BY customer, source ORDER BY customer, source""")
        .param(since.toEpochMilli())
        .query(
            row -> {
              found.add(
                  new FailedSignatures(
                      row.getString("customer"),
                      row.getString("source"),
                      row.getLong("n"),
                      Instant.ofEpochMilli(row.getLong("oldest"))));
            });
    return found;
  }

  /**
   * @param first when the first of them came
   */
  public record FailedSignatures(String customer, String source, long count, Instant first) {}
}
