package io.usher.store;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** The first must be the key. */
  record Column(String name, Kind kind) {}

  private final List<Column> columns;
  private final String one;
  private final String many;

  /**
   * @param conflict what follows {@code ON CONFLICT}
   */
  GroupInsert(String table, String conflict, List<Column> columns) {
    this.columns = columns;
    String into =
        "INSERT INTO "
            + table
            + " ("
            + columns.stream().map(Column::name).collect(Collectors.joining(", "))
            + ") ";
    String onConflict = " ON CONFLICT " + conflict;
    this.one = into + "VALUES (" + "?, ".repeat(columns.size() - 1) + "?)" + onConflict;
    this.many =
        into
            + "SELECT * FROM unnest("
            + columns.stream()
                .map(column -> "?::" + column.kind.type + "[]")
                .collect(Collectors.joining(", "))
            + ")"
            + onConflict
            + " RETURNING "
            + columns.get(0).name;
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
      Set<String> made = new HashSet<>(sql.list(many, row -> row.getString(1), arrays(sql, rows)));
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

  private Object[] arrays(SqlSession sql, List<@Nullable Object[]> rows) throws SQLException {
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
