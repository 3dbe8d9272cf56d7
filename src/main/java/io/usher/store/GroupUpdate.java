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
 * An {@code UPDATE} for each of a group of rows. Where the database's driver knows arrays, all go
 * in one statement, which costs PostgreSQL and the way there less than one for each.
 */
final class GroupUpdate {

  private static final Pattern VALUE = Pattern.compile(":(\\w+)");

  private final List<Column> columns;
  private final String one;
  private final List<Integer> order;
  private final String many;

  /**
   * @param update up to its condition; {@code :name} stands for a column's value
   * @param condition likewise
   * @param columns of the rows that bring the values
   */
  GroupUpdate(String update, String condition, List<Column> columns) {
    this.columns = columns;
    Matcher values = VALUE.matcher(update + " WHERE " + condition);
    this.order = values.results().map(this::column).toList();
    this.one = values.replaceAll("?");
    this.many =
        named(update)
            + " FROM unnest("
            + columns.stream().map(Column::array).collect(joining(", "))
            + ") WITH ORDINALITY AS n ("
            + columns.stream().map(column -> "new_" + column.name()).collect(joining(", "))
            + ", place) WHERE "
            + named(condition)
            + " RETURNING n.place";
  }

  private int column(MatchResult value) {
    return columns.stream().map(Column::name).toList().indexOf(value.group(1));
  }

  private static String named(String sql) {
    return VALUE.matcher(sql).replaceAll("n.new_$1");
  }

  /**
   * No two may change the same row, unless in the same way.
   *
   * @return for each whether it changed a row
   */
  boolean[] run(SqlSession sql, List<@Nullable Object[]> rows) throws SQLException {
    boolean[] changed = new boolean[rows.size()];
    if (rows.size() > 1 && sql.hasArrays()) {
      for (int place : sql.list(many, row -> row.getInt(1), Column.arrays(sql, columns, rows))) {
        changed[place - 1] = true;
      }
    } else {
      int[] counts = sql.updateEach(one, rows.stream().map(this::inOrder).toList());
      for (int i = 0; i < changed.length; i++) {
        changed[i] = counts[i] > 0;
      }
    }
    return changed;
  }

  private @Nullable Object[] inOrder(@Nullable Object[] row) {
    List<@Nullable Object> values = new ArrayList<>(order.size());
    order.forEach(column -> values.add(row[column]));
    return values.toArray();
  }
}
