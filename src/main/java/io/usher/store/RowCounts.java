package io.usher.store;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts the rows themselves, all of them: takes seconds for millions. What {@link StatusCounts}
 * has written must agree.
 */
final class RowCounts {

  private static final String ROWS =
      """
      SELECT received_at / %1$d AS day, customer, '' AS destination, status, count(*) AS n FROM %2$s e GROUP BY 1, 2, 4
      UNION ALL
      SELECT created_at / %1$d, customer, destination, status, count(*) FROM deliveries GROUP BY 1, 2, 3, 4""";

  private static final String COUNTED =
      "SELECT day, customer, destination, status, sum(n) AS n FROM counts GROUP BY 1, 2, 3, 4";

  private RowCounts() {}

  static String rows(DatabaseType type) {
    return ROWS.formatted(StatusCounts.DAY_MS, type.events("received_at, customer, status"));
  }

  /**
   * Where the two differ, as what must be added to the counts; empty when they agree. Both are read
   * by one statement, so nothing that is written meanwhile makes a difference.
   */
  static Map<StatusCounts.Key, Integer> missing(DatabaseType type, JdbcClient reader) {
    Map<StatusCounts.Key, Integer> missing = new HashMap<>();
    reader
        .sql(
            "SELECT 1 AS sign, r.* FROM ("
                + rows(type)
                + ") r UNION ALL SELECT -1, c.* FROM ("
                + COUNTED
                + ") c")
        .query(
            row -> {
              int n = row.getInt("sign") * row.getInt("n");
              StatusCounts.Key key =
                  new StatusCounts.Key(
                      row.getLong("day"),
                      row.getString("customer"),
                      row.getString("destination"),
                      row.getString("status"));
              boolean total = key.status().equals(StatusCounts.TOTAL);
              missing.merge(key, n, Integer::sum);
              if (!total && n > 0) {
                missing.merge(key.total(), n, Integer::sum);
              }
            });
    missing.values().removeIf(n -> n == 0);
    return missing;
  }

  /** Customers and days in words, for people. */
  static List<String> named(Map<StatusCounts.Key, Integer> missing) {
    return missing.keySet().stream()
        .map(key -> key.customer() + " on " + LocalDate.ofEpochDay(key.day()))
        .distinct()
        .sorted()
        .toList();
  }
}
