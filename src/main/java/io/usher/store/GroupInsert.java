package io.usher.store;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code INSERT} of a group of rows. Where the database's driver knows arrays, all go in one
 * statement: PostgreSQL opens a table's indexes anew for each.
 */
final class GroupInsert {

  /** What a column holds. */
  enum Kind {
    TEXT("text"),
    NUMBER("int8"),
    BYTES("bytea");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    private @Nullable Object[] values(int size) {
      return switch (this) {
        case TEXT -> new String[size];
        case NUMBER -> new Long[size];
        case BYTES -> new byte[size][];
      };
    }

    private Object value(Object value) {
      return switch (this) {
        case TEXT -> SqlText.storable(value.toString());
        case NUMBER -> ((Number) value).longValue();
        case BYTES -> value;
      };
    }
  }

  /** One of the columns of a group's rows. */
  record Column(String name, Kind kind) {

    /** In a statement, where the values of all rows go. */
    String array() {
      return "?::" + kind.type + "[]";
    }

    /** The values of all rows, an array for each column. */
    static Object[] arrays(SqlSession sql, List<Column> columns, List<@Nullable Object[]> rows)
        throws SQLException {
      Object[] arrays = new Object[columns.size()];
      for (int i = 0; i < arrays.length; i++) {
        Kind kind = columns.get(i).kind;
        @Nullable Object[] values = kind.values(rows.size());
        for (int j = 0; j < values.length; j++) {
          Object value = rows.get(j)[i];
          values[j] = value == null ? null : kind.value(value);
        }
        arrays[i] = sql.array(kind.type, values);
      }
      return arrays;
    }
  }

  private final List<Column> columns;
  private final String one;
  private final String many;

  /**
   * @param conflict what follows {@code ON CONFLICT}
   * @param columns the first of which is the key
   */
  GroupInsert(String table, String conflict, List<Column> columns) {
    this(table, columns, " ON CONFLICT " + conflict);
  }

  /** For rows that none can be in the way of. */
  GroupInsert(String table, List<Column> columns) {
    this(table, columns, "");
  }

  private GroupInsert(String table, List<Column> columns, String onConflict) {
    this.columns = columns;
    this.one =
        into(table, columns) + "VALUES (" + "?, ".repeat(columns.size() - 1) + "?)" + onConflict;
    this.many =
        into(table, columns)
            + "SELECT * FROM unnest("
            + columns.stream().map(Column::array).collect(joining(", "))
            + ")"
            + onConflict
            + " RETURNING "
            + columns.get(0).name;
  }

  private GroupInsert(List<Column> columns, String one) {
    this.columns = columns;
    this.one = one;
    this.many = one;
  }

  /**
   * For a database without arrays: a row is not written where a query finds something.
   *
   * @param query in which {@code ?n} stands for the n-th column's value
   */
  static GroupInsert unless(String table, String query, List<Column> columns) {
    String values =
        IntStream.rangeClosed(1, columns.size()).mapToObj(n -> "?" + n).collect(joining(", "));
    return new GroupInsert(
        columns, into(table, columns) + "SELECT " + values + " WHERE NOT EXISTS (" + query + ")");
  }

  private static String into(String table, List<Column> columns) {
    return "INSERT INTO "
        + table
        + " ("
        + columns.stream().map(Column::name).collect(joining(", "))
        + ") ";
  }

  static Column text(String name) {
    return new Column(name, Kind.TEXT);
  }

  static Column number(String name) {
    return new Column(name, Kind.NUMBER);
  }

  static Column bytes(String name) {
    return new Column(name, Kind.BYTES);
  }

  /**
   * No two rows may have the same key.
   *
   * @return for each row whether it was written
   */
  boolean[] run(SqlSession sql, List<@Nullable Object[]> rows) throws SQLException {
    boolean[] written = new boolean[rows.size()];
    if (rows.size() > 1 && sql.hasArrays()) {
      Set<String> made =
          new HashSet<>(sql.list(many, row -> row.getString(1), Column.arrays(sql, columns, rows)));
      for (int i = 0; i < written.length; i++) {
        written[i] = made.contains(String.valueOf(rows.get(i)[0]));
      }
    } else {
      int[] changed = sql.updateEach(one, rows);
      for (int i = 0; i < written.length; i++) {
        written[i] = changed[i] == 1;
      }
    }
    return written;
  }
}
