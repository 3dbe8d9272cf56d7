package io.usher.store;

import io.usher.store.search.Sought;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Words in a tsvector with a GIN index. */
final class PostgresWords extends EventWords {

  /** Words hold letters, digits and a label's sign, so an array of them needs no quotes. */
  @Override
  void addAll(SqlSession sql, List<IndexedEvent> events) throws SQLException {
    if (!events.isEmpty()) {
      add(
          sql,
          events.stream().map(IndexedEvent::id).toList(),
          events.stream().map(IndexedEvent::words).toList());
    }
  }

  @Override
  void add(SqlSession sql, String eventId, NavigableSet<String> words) throws SQLException {
    add(sql, List.of(eventId), List.of(words));
  }

  private static void add(
      SqlSession sql, List<String> eventIds, List<? extends Collection<String>> words)
      throws SQLException {
    sql.update(
        """
        INSERT INTO event_words (event_id, words)
        SELECT n.id, array_to_tsvector(string_to_array(n.words, ' '))
        FROM unnest(?::text[], ?::text[]) AS n (id, words)
        ON CONFLICT (event_id) DO NOTHING""",
        sql.array("text", eventIds.toArray()),
        sql.array(
            "text",
            words.stream().map(each -> SqlText.storable(String.join(" ", each))).toArray()));
  }

  @Override
  boolean remove(SqlSession sql, String eventId) throws SQLException {
    return sql.update("DELETE FROM event_words WHERE event_id = ?", eventId) == 1;
  }

  /** The server's VACUUM does it. */
  @Override
  void removeThoroughly(SqlSession sql, boolean thoroughly) {}

  @Override
  boolean tidy(SqlSession sql) {
    return false;
  }

  @Override
  String condition(Sought sought, List<Object> arguments) {
    if (sought.isEmpty()) {
      return NOTHING;
    }
    arguments.add(sought.tsquery(List.of()));
    return "w.words @@ ?::tsquery";
  }

  /**
   * The index on words is the only one that fits the inner query. With that on ids, which sorts for
   * nothing, the planner would read through all of them for a word that few have.
   */
  @Override
  List<String> newest(
      JdbcClient reader,
      Sought sought,
      List<String> labels,
      String below,
      @Nullable String from,
      int limit) {
    List<Object> arguments = new ArrayList<>(List.of(sought.tsquery(labels), below));
    if (from != null) {
      arguments.add(from);
    }
    arguments.add(limit);
    return reader
        .sql(
            "WITH found AS MATERIALIZED (SELECT w.event_id FROM event_words w"
                + " WHERE w.words @@ ?::tsquery AND w.event_id || '' < ?"
                + (from == null ? "" : " AND w.event_id || '' >= ?")
                + ") SELECT event_id FROM found ORDER BY event_id DESC LIMIT ?")
        .params(arguments)
        .query(String.class)
        .list();
  }
}
