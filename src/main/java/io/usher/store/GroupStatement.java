package io.usher.store;

import static java.util.stream.Collectors.joining;

import io.usher.store.GroupInsert.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is asked for each of a group of rows, and tells for each whether it found one.
 * Where the database's driver knows arrays, all go in one, which costs PostgreSQL and the way there
 * less than one for each.
 */
final class GroupStatement {

  private static final Pattern VALUE = Pattern.compile("(?<!:):(\\w+)");

  private final List<Column> columns;
  private final boolean changes;
  private final String one;
  private final List<Integer> order;
  private final String many;

  private GroupStatement(List<Column> columns, boolean changes, String one, String many) {
    this.columns = columns;
    this.changes = changes;
    Matcher values = VALUE.matcher(one);
    this.order = values.results().map(this::column).toList();
    this.one = values.replaceAll("?");
    this.many = VALUE.matcher(many).replaceAll("n.new_$1");
  }

  /**
   * Changes a row for each of a group's.
   *
   * @param update up to its condition; {@code :name} stands for a column's value
   * @param condition likewise
   * @param columns of the rows that bring the values
   */
  static GroupStatement update(String update, String condition, List<Column> columns) {
    return new GroupStatement(
        columns,
        true,
        update + " WHERE " + condition,
        update + " FROM " + rows(columns) + " WHERE " + condition + " RETURNING n.place");
  }

  /**
   * Tells for which of a group's rows a query finds something.
   *
   * @param query likewise
   */
  static GroupStatement finding(String query, List<Column> columns) {
    return new GroupStatement(
        columns,
        false,
        query,
        "SELECT n.place FROM " + rows(columns) + " WHERE EXISTS (" + query + ")");
  }

  private static String rows(List<Column> columns) {
    return "unnest("
        + columns.stream().map(Column::array).collect(joining(", "))
        + ") WITH ORDINALITY AS n ("
        + columns.stream().map(column -> "new_" + column.name()).collect(joining(", "))
        + ", place)";
  }

  private int column(MatchResult value) {
    return columns.stream().map(Column::name).toList().indexOf(value.group(1));
  }

  /**
   * No two may change the same row, unless in the same way.
   *
   * @return for each whether it changed a row, or found one
   */
  boolean[] run(SqlSession sql, List<@Nullable Object[]> rows) throws SQLException {
    boolean[] found = new boolean[rows.size()];
    if (rows.size() > 1 && sql.hasArrays()) {
      for (int place : sql.list(many, row -> row.getInt(1), Column.arrays(sql, columns, rows))) {
        found[place - 1] = true;
      }
    } else if (changes) {
      int[] counts = sql.updateEach(one, rows.stream().map(this::inOrder).toList());
      for (int i = 0; i < found.length; i++) {
        found[i] = counts[i] > 0;
      }
    } else {
      for (int i = 0; i < found.length; i++) {
        found[i] = sql.first(one, row -> true, inOrder(rows.get(i))).isPresent();
      }
    }
    return found;
  }

  private @Nullable Object[] inOrder(@Nullable Object[] row) {
    List<@Nullable Object> values = new ArrayList<>(order.size());
    order.forEach(column -> values.add(row[column]));
    return values.toArray();
  }
}
