package io.usher.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects conditions; one without a value is left out. Values are always bound, never written into
 * the SQL.
 */
final class Where {

  private static final Duration ROOM = Duration.ofHours(1);

  private final DatabaseType type;
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> arguments = new ArrayList<>();

  Where(DatabaseType type) {
    this.type = type;
  }

  /** A condition of ours that takes no value. */
  void and(String condition) {
    open().append(condition);
  }

  void and(String condition, @Nullable Object value) {
    if (value != null) {
      open().append(condition);
      arguments.add(value instanceof String text ? SqlText.storable(text) : value);
    }
  }

  void and(String condition, String first, String second) {
    open().append(condition);
    arguments.add(SqlText.storable(first));
    arguments.add(SqlText.storable(second));
  }

  /**
   * Only rows of customers within reach. One customer can be looked up; among several, rows are
   * passed in the order of their ids, for an index on customers would make them be sorted.
   */
  void within(String customer, Reach reach) {
    List<String> names = reach.names();
    if (reach.isEverything()) {
      return;
    }
    if (names.size() == 1) {
      and(customer + " = ?", names.get(0));
      return;
    }
    open()
        .append(customer)
        .append(" || '' IN (")
        .append(String.join(", ", Collections.nCopies(names.size(), "?")))
        .append(names.isEmpty() ? "NULL)" : ")");
    arguments.addAll(names);
  }

  /** The ids' own bounds keep the rest of a long history from being read. */
  void idsBetween(String id, @Nullable Instant since, @Nullable Instant until) {
    if (since != null) {
      and(id + " >= ?", idFrom(since));
    }
    if (until != null) {
      and(id + " < ?", Ids.from(until.plus(ROOM)));
    }
  }

  /**
   * Before all ids of rows that were made since. Ids begin with the time at which they were made,
   * which is the row's but for a moment, or for a clock that was set.
   */
  static String idFrom(Instant since) {
    return Ids.from(since.minus(ROOM));
  }

  /** A condition with as many values as it takes. */
  void all(String condition, List<?> values) {
    open().append(condition);
    values.forEach(value -> arguments.add(value instanceof String s ? SqlText.storable(s) : value));
  }

  void in(String column, List<String> values) {
    all(
        column + " IN (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")",
        values);
  }

  void anyLike(@Nullable String text, String... columns) {
    if (text != null && !text.isBlank()) {
      all(type.anyLike(columns), Collections.nCopies(columns.length, contains(text)));
    }
  }

  /** For {@link DatabaseType#anyLike}: the text as it is, anywhere. */
  static String contains(String text) {
    return "%" + SqlText.storable(text.strip()).replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  List<Object> arguments() {
    return arguments;
  }

  private StringBuilder open() {
    return sql.append(sql.isEmpty() ? " WHERE " : " AND ");
  }

  static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  @Override
  public String toString() {
    return sql.toString();
  }
}
