package io.usher.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What keeps destinations' deliveries waiting, for all hubs of the store and beyond a restart. Safe
 * for all threads.
 */
public final class DestinationStore {

  /** Counting goes no further: a list must stay quick whatever waits. */
  public static final int MOST_COUNTED = 10_000;

  private final DatabaseType type;
  private final GroupCommit writer;
  private final JdbcClient reader;
  private final Wakeups wakeups;
  private final Clock clock;
  private final WhoAsks who;

  DestinationStore(
      DatabaseType type,
      GroupCommit writer,
      JdbcClient reader,
      Wakeups wakeups,
      Clock clock,
      WhoAsks who) {
    this.who = who;
    this.type = type;
    this.writer = writer;
    this.reader = reader;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  /**
   * Starts nothing more for this destination; attempts under way end. Paused once more, it stays as
   * it was.
   */
  public CompletableFuture<Integer> pause(String customer, String destination, String by) {
    checkReach(customer);
    return writer.write(
        sql ->
            sql.update(
                """
                INSERT INTO destinations (customer, destination, paused_at, paused_by) VALUES (?, ?, ?, ?)
                ON CONFLICT (customer, destination) DO UPDATE SET paused_at = excluded.paused_at, paused_by = excluded.paused_by
                WHERE destinations.paused_at IS NULL""",
                customer,
                destination,
                clock.millis(),
                by));
  }

  private void checkReach(String customer) {
    if (!who.reach().includes(customer)) {
      throw new OutOfReachException("You may not act for the customer " + customer + ".");
    }
  }

  /** Ends a pause; where the breaker is open too, a delivery tries at once. */
  public CompletableFuture<Integer> resume(String customer, String destination) {
    checkReach(customer);
    return writer
        .write(
            sql -> {
              new DestinationRows(sql, type, customer, destination, clock.millis()).probeNow();
              return sql.update(
                  """
                  UPDATE destinations SET paused_at = NULL, paused_by = NULL
                  WHERE customer = ? AND destination = ? AND paused_at IS NOT NULL""",
                  customer,
                  destination);
            })
        .whenComplete((count, failure) -> wakeups.wakeOutbox(customer, destination));
  }

  /** For a hub that starts: what was wrong may have been mended meanwhile. */
  public CompletableFuture<Void> probeNow(String customer, String destination) {
    return writer.write(
        sql -> {
          new DestinationRows(sql, type, customer, destination, clock.millis()).probeNow();
          return null;
        });
  }

  /** Only those of which something is kept. */
  public List<DestinationState> states() {
    Reach reach = who.reach();
    return reader
        .sql("SELECT * FROM destinations ORDER BY customer, destination")
        .query((row, n) -> state(row))
        .list()
        .stream()
        .filter(state -> reach.includes(state.customer()))
        .toList();
  }

  /** How many deliveries wait or are under way, up to {@link #MOST_COUNTED}. */
  public int open(String customer, String destination) {
    return reader
        .sql(
            """
            SELECT count(*) FROM (SELECT 1 FROM deliveries
              WHERE status IN ('PENDING', 'RETRYING', 'IN_FLIGHT') AND customer = ? AND destination = ? LIMIT ?) t""")
        .params(customer, destination, MOST_COUNTED)
        .query(Integer.class)
        .single();
  }

  private static DestinationState state(ResultSet row) throws SQLException {
    return new DestinationState(
        row.getString("customer"),
        row.getString("destination"),
        Rows.instant(row, "paused_at"),
        row.getString("paused_by"),
        Rows.instant(row, "opened_at"),
        Rows.instant(row, "probe_at"),
        row.getString("reason"),
        row.getInt("credential") == 1,
        Rows.instant(row, "quiet_until"));
  }
}
