package io.usher.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** After rows were written past the hub: the counts that it would have kept. */
public final class CountedAnew {

  private CountedAnew() {}

  public static void in(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM counts");
      String rows = RowCounts.rows(DatabaseType.POSTGRESQL);
      insert(statement, "status", rows);
      insert(statement, "'TOTAL'", rows);
    }
  }

  private static void insert(Statement statement, String status, String rows) throws SQLException {
    statement.executeUpdate(
        "INSERT INTO counts (day, customer, destination, status, writer, n) SELECT day, customer, destination, "
            + status
            + ", 0, sum(n) FROM ("
            + rows
            + ") r GROUP BY 1, 2, 3, 4");
  }
}
