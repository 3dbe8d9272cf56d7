package io.usher.store;

import io.usher.store.search.Sought;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Words in SQLite's FTS5, whose newest rows are those with the greatest numbers. */
final class SqliteWords extends EventWords {

  /** Between the numbers of two events, for those that come late. */
  private static final long GAP = 16;

  private static final String NEIGHBOURS =
      """
      SELECT (SELECT number FROM event_words WHERE event_id < ? ORDER BY event_id DESC LIMIT 1),
        (SELECT number FROM event_words WHERE event_id > ? ORDER BY event_id LIMIT 1)""";

  /** Pages, so that no webhook waits long for it. */
  private static final String MERGE =
      "INSERT INTO word_index(word_index, rank) VALUES ('merge', 16)";

  private record Row(long number, String words) {}

  @Override
  void addAll(SqlSession sql, List<IndexedEvent> events) throws SQLException {
    for (IndexedEvent event : events) {
      add(sql, event.id(), event.words());
    }
  }

  @Override
  void add(SqlSession sql, String eventId, NavigableSet<String> words) throws SQLException {
    String text = words.stream().collect(Collectors.joining(" ", " ", ""));
    long number = number(sql, eventId);
    if (sql.update(
            "INSERT INTO event_words (number, event_id, words) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            number,
            eventId,
            text)
        == 1) {
      sql.update("INSERT INTO word_index(rowid, words) VALUES (?, ?)", number, text);
    }
  }

  /** Where there is no number left between two, order is given up, not the event. */
  private static long number(SqlSession sql, String eventId) throws SQLException {
    List<Long> found =
        sql.list(
                NEIGHBOURS,
                row -> List.of(row.getLong(1), row.getObject(2) == null ? -1 : row.getLong(2)),
                eventId,
                eventId)
            .get(0);
    long before = found.get(0);
    long after = found.get(1);
    if (after < 0) {
      return before + GAP;
    }
    return after - before > 1 ? before + (after - before) / 2 : last(sql) + GAP;
  }

  private static long last(SqlSession sql) throws SQLException {
    return sql.first("SELECT max(number) FROM event_words", row -> row.getLong(1)).orElseThrow();
  }

  @Override
  boolean remove(SqlSession sql, String eventId) throws SQLException {
    Optional<Row> row =
        sql.first(
            "SELECT number, words FROM event_words WHERE event_id = ?",
            found -> new Row(found.getLong(1), found.getString(2)),
            eventId);
    if (row.isEmpty()) {
      return false;
    }
    sql.update(
        "INSERT INTO word_index(word_index, rowid, words) VALUES ('delete', ?, ?)",
        row.get().number,
        row.get().words);
    sql.update("DELETE FROM event_words WHERE number = ?", row.get().number);
    return true;
  }

  @Override
  void removeThoroughly(SqlSession sql, boolean thoroughly) throws SQLException {
    sql.update(
        "INSERT INTO word_index(word_index, rank) VALUES ('secure-delete', ?)", thoroughly ? 1 : 0);
  }

  @Override
  boolean tidy(SqlSession sql) throws SQLException {
    sql.update(MERGE);
    return true;
  }

  @Override
  String condition(Sought sought, List<Object> arguments) {
    if (sought.isEmpty()) {
      return NOTHING;
    }
    return sought.clauses().stream()
        .map(clause -> condition(clause, arguments))
        .collect(Collectors.joining(" AND "));
  }

  private static String condition(Sought.Clause clause, List<Object> arguments) {
    arguments.add(" " + clause.joined());
    clause.pieces().forEach(piece -> arguments.add(" " + piece));
    String has = "instr(w.words, ?) > 0";
    String pieces = clause.pieces().stream().map(p -> has).collect(Collectors.joining(" AND "));
    return pieces.isEmpty() ? has : "(" + has + " OR (" + pieces + "))";
  }

  @Override
  List<String> newest(
      JdbcClient reader,
      Sought sought,
      List<String> labels,
      String below,
      @Nullable String from,
      int limit) {
    Long last = number(reader, "event_id < ? ORDER BY event_id DESC", below);
    Long first =
        from == null ? Long.valueOf(0) : number(reader, "event_id >= ? ORDER BY event_id", from);
    if (last == null || first == null) {
      return List.of();
    }
    return reader
        .sql(
            """
            SELECT w.event_id FROM word_index CROSS JOIN event_words w
            WHERE word_index MATCH ? AND word_index.rowid BETWEEN ? AND ? AND w.number = word_index.rowid
            ORDER BY word_index.rowid DESC LIMIT ?""")
        .params(sought.fts5(labels), first, last, limit)
        .query(String.class)
        .list();
  }

  private static @Nullable Long number(JdbcClient reader, String where, String id) {
    return reader
        .sql("SELECT number FROM event_words WHERE " + where + " LIMIT 1")
        .param(id)
        .query(Long.class)
        .optional()
        .orElse(null);
  }
}
