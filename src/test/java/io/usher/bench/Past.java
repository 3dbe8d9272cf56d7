package io.usher.bench;

import io.usher.store.CountedAnew;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives a SQLite store, whose hub is stopped, events of the last weeks with random keys: copies of
 * one that it has taken, each delivered once. Those are not findable by their words.
 */
final class Past {

  private static final String EVENTS =
      """
      INSERT INTO events (id, customer, source, event_key, type, transaction_id, buyer_name, buyer_email, received_at,
        status, routings, size, payload)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1$d),
        t(i, at) AS (SELECT i, (unixepoch() - 25 * 86400) * 1000 + i * (24 * 86400000 / %1$d) FROM n)
      SELECT printf('%%08x-%%04x-7%%03x-8000-', at >> 16, at & 65535, i & 4095) || lower(hex(randomblob(6))),
        s.customer, s.source, lower(hex(randomblob(18))), s.type, 'sale-' || lower(hex(randomblob(8))), s.buyer_name,
        s.buyer_email, at, 'ROUTED', 1, s.size, s.payload
      FROM t, (SELECT * FROM events LIMIT 1) s""";

  private static final String DELIVERIES =
      """
      INSERT INTO deliveries (id, event_id, event_type, customer, destination, transaction_id, order_key, created_at,
        status, attempts, started_at, finished_at)
      SELECT replace(id, '-8000-', '-9000-'), id, type, customer, 'post-1', transaction_id, transaction_id,
        received_at, 'DELIVERED', 1, received_at, received_at FROM events WHERE substr(id, 20, 4) = '8000'""";

  private static final String ATTEMPTS =
      """
      INSERT INTO attempts (delivery_id, number, started_at, duration_ms, outcome, response)
      SELECT id, 1, started_at, 20, 'DELIVERED', '200' FROM deliveries WHERE substr(id, 20, 4) = '9000'""";

  private Past() {}

  static void fill(Path database, int events) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = OFF");
      statement.execute("PRAGMA synchronous = OFF");
      statement.execute("PRAGMA cache_size = -500000");
      connection.setAutoCommit(false);
      Map<String, String> indexes = indexes(statement);
      for (String name : indexes.keySet()) {
        statement.executeUpdate("DROP INDEX " + name);
      }
      statement.executeUpdate(EVENTS.formatted(events));
      statement.executeUpdate(DELIVERIES);
      statement.executeUpdate(ATTEMPTS);
      for (String index : indexes.values()) {
        statement.executeUpdate(index);
      }
      statement.executeUpdate(
          "UPDATE search_progress SET indexed_to = (SELECT max(id) FROM events), checked_to = (SELECT max(id) FROM events)");
      CountedAnew.in(connection);
      connection.commit();
    }
  }

  /** Those of the large tables, which are made sooner when all rows are there. */
  private static Map<String, String> indexes(Statement statement) throws SQLException {
    Map<String, String> indexes = new LinkedHashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('events', 'deliveries')")) {
      while (rows.next()) {
        indexes.put(rows.getString(1), rows.getString(2));
      }
    }
    return indexes;
  }
}
