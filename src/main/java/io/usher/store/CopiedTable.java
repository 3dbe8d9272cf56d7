package io.usher.store;

import io.usher.store.StoreCopy.Copied;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One table on its way from one database to another, perhaps of another kind. */
final class CopiedTable {

  private static final int BATCH = 500;
  private static final int BETWEEN_REPORTS = 50_000;

  /** Its numbers are the database's own; they only keep the order. */
  private static final String NUMBERED = "refused_webhooks";

  private final String table;
  private final List<String> columns;

  CopiedTable(String table, Connection source) throws SQLException {
    this.table = table;
    this.columns = columns(table, source);
  }

  private static List<String> columns(String table, Connection connection) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + table + " LIMIT 0")) {
      for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
        columns.add(none.getMetaData().getColumnName(i));
      }
    }
    if (table.equals(NUMBERED)) {
      columns.remove("id");
    }
    return columns;
  }

  Copied copy(Connection source, Connection target, BiConsumer<String, Long> progress)
      throws SQLException {
    RowSum sum = new RowSum();
    try (Statement statement = reading(source);
        ResultSet rows = statement.executeQuery(select());
        PreparedStatement write = target.prepareStatement(insert())) {
      while (rows.next()) {
        List<@Nullable Object> row = row(rows);
        sum.add(row);
        bind(write, row);
        write.addBatch();
        if (sum.rows() % BATCH == 0) {
          write.executeBatch();
        }
        if (sum.rows() % BETWEEN_REPORTS == 0) {
          progress.accept(table, sum.rows());
        }
      }
      write.executeBatch();
    }
    return new Copied(table, sum.rows(), sum.sum());
  }

  Copied sum(Connection connection) throws SQLException {
    RowSum sum = new RowSum();
    try (Statement statement = reading(connection);
        ResultSet rows = statement.executeQuery(select())) {
      while (rows.next()) {
        sum.add(row(rows));
      }
    }
    return new Copied(table, sum.rows(), sum.sum());
  }

  private String select() {
    String order = table.equals(NUMBERED) ? " ORDER BY id" : "";
    return "SELECT " + String.join(", ", columns) + " FROM " + table + order;
  }

  private String insert() {
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + "?, ".repeat(columns.size() - 1)
        + "?)";
  }

  /** PostgreSQL's driver would otherwise hold the whole table in memory. */
  private static Statement reading(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.setFetchSize(BATCH);
    return statement;
  }

  /** Numbers, texts and bytes, the same from every database. */
  private List<@Nullable Object> row(ResultSet rows) throws SQLException {
    List<@Nullable Object> row = new ArrayList<>(columns.size());
    for (int i = 1; i <= columns.size(); i++) {
      Object value = rows.getObject(i);
      if (value instanceof Number number) {
        row.add(number.longValue());
      } else if (value instanceof String text) {
        row.add(SqlText.storable(text));
      } else {
        row.add(value);
      }
    }
    return row;
  }

  private static void bind(PreparedStatement write, List<@Nullable Object> row)
      throws SQLException {
    for (int i = 0; i < row.size(); i++) {
      SqlSession.bind(write, i + 1, row.get(i));
    }
  }
}
