package io.usher.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every place outside payloads where a text may quote somebody's address. A new column of that kind
 * belongs in here.
 */
public enum FreeText {
  ATTEMPTS("attempts", List.of("delivery_id", "number"), List.of("response", "error", "cause")),
  DELIVERIES("deliveries", List.of("id"), List.of("last_error")),
  EVENTS("events", List.of("id"), List.of("status_reason")),
  JOBS("jobs", List.of("id"), List.of("q", "error_text", "last_error")),
  REFUSED_WEBHOOKS("refused_webhooks", List.of("id"), List.of("sentence"));

  private static final int ROWS_A_PAGE = 500;

  private final String table;
  private final List<String> key;
  private final List<String> texts;

  FreeText(String table, List<String> key, List<String> texts) {
    this.table = table;
    this.key = key;
    this.texts = texts;
  }

  List<TextRow> page(JdbcClient reader, @Nullable TextRow last) {
    String keys = String.join(", ", key);
    return reader
        .sql(
            "SELECT "
                + keys
                + ", "
                + String.join(", ", texts)
                + " FROM "
                + table
                + (last == null ? "" : " WHERE (" + keys + ") > (" + marks(key) + ")")
                + " ORDER BY "
                + keys
                + " LIMIT "
                + ROWS_A_PAGE)
        .params(last == null ? List.of() : last.key())
        .query((row, n) -> read(row))
        .list();
  }

  private TextRow read(ResultSet row) throws SQLException {
    List<Object> keys = new ArrayList<>();
    for (String column : key) {
      Object value = row.getObject(column);
      keys.add(value instanceof Number number ? number.longValue() : value);
    }
    List<@Nullable String> found = new ArrayList<>();
    for (String column : texts) {
      found.add(row.getString(column));
    }
    return new TextRow(keys, found);
  }

  int replace(SqlSession sql, List<TextRow> rows) throws SQLException {
    String statement =
        "UPDATE "
            + table
            + " SET "
            + texts.stream().map(column -> column + " = ?").collect(Collectors.joining(", "))
            + " WHERE ("
            + String.join(", ", key)
            + ") = ("
            + marks(key)
            + ")";
    int replaced = 0;
    for (TextRow row : rows) {
      List<@Nullable Object> arguments = new ArrayList<>(row.texts());
      arguments.addAll(row.key());
      replaced += sql.update(statement, arguments.toArray());
    }
    return replaced;
  }

  private static String marks(List<String> columns) {
    return columns.stream().map(column -> "?").collect(Collectors.joining(", "));
  }
}
