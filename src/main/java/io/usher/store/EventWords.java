package io.usher.store;

import io.usher.event.TicketTexts;
import io.usher.store.search.Label;
import io.usher.store.search.Sought;
import io.usher.store.search.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The words by which events are found, in whatever the database has for that. Everything that
 * writes runs within another's write.
 */
abstract class EventWords {

  /** What {@link #words(ResultSet)} reads, with {@code e} for the events. */
  static final String TEXTS =
      "e.id, e.customer, e.type, e.event_key, e.transaction_id, e.buyer_name, e.buyer_email, e.payload,"
          + " e.payload_purged_at, e.erased_at";

  static final String NOTHING = "1 = 0";

  static EventWords of(DatabaseType type) {
    return type.isShared() ? new PostgresWords() : new SqliteWords();
  }

  /** The words of the row that is read: of the event's columns and of what payload is left. */
  static NavigableSet<String> words(ResultSet row) throws SQLException {
    byte[] payload = StoredPayload.bytesIn(row, "payload");
    Words words =
        new Words()
            .label(Label.CUSTOMER, row.getString("customer"))
            .label(Label.TYPE, row.getString("type"))
            .add(row.getString("buyer_name"))
            .add(row.getString("buyer_email"))
            .add(row.getString("transaction_id"))
            .add(row.getString("event_key"));
    return (payload == null ? words : words.addAll(TicketTexts.of(payload))).all();
  }

  /** How far the index goes. */
  record Progress(String indexedTo, String checkedTo) {}

  Progress progress(JdbcClient reader) {
    return reader
        .sql("SELECT indexed_to, checked_to FROM search_progress")
        .query((row, n) -> new Progress(row.getString(1), row.getString(2)))
        .single();
  }

  /**
   * Goes on from one event to another, unless somebody else has: then what was read meanwhile must
   * not be added.
   */
  boolean advance(SqlSession sql, Progress from, Progress to) throws SQLException {
    return sql.update(
            """
            UPDATE search_progress SET indexed_to = ?, checked_to = ?
            WHERE indexed_to = ? AND checked_to = ?""",
            to.indexedTo,
            to.checkedTo,
            from.indexedTo,
            from.checkedTo)
        == 1;
  }

  /**
   * Keeps others from adding words that they read before this write changes them; to be called
   * before it does.
   */
  void hold(SqlSession sql) throws SQLException {
    sql.update("UPDATE search_progress SET indexed_to = indexed_to");
  }

  /** After an event's texts changed; one that is not indexed yet stays so. */
  void refresh(SqlSession sql, String eventId) throws SQLException {
    if (remove(sql, eventId)) {
      addAnew(sql, eventId);
    }
  }

  /**
   * Unless an event was removed since it was read. One that was changed since is read again: an
   * erased name must not come back.
   */
  void addIfThere(SqlSession sql, List<IndexedEvent> events) throws SQLException {
    Map<String, String> now = new HashMap<>();
    sql.listAll(
            "SELECT id, payload_purged_at, erased_at FROM events WHERE id",
            row -> Map.entry(row.getString("id"), state(row)),
            events.stream().map(IndexedEvent::id).toList())
        .forEach(each -> now.put(each.getKey(), each.getValue()));
    addAll(
        sql, events.stream().filter(event -> event.state().equals(now.get(event.id()))).toList());
    for (IndexedEvent event : events) {
      String state = now.get(event.id());
      if (state != null && !state.equals(event.state())) {
        addAnew(sql, event.id());
      }
    }
  }

  private void addAnew(SqlSession sql, String eventId) throws SQLException {
    Optional<NavigableSet<String>> words =
        sql.first("SELECT " + TEXTS + " FROM events e WHERE e.id = ?", EventWords::words, eventId);
    if (words.isPresent()) {
      add(sql, eventId, words.get());
    }
  }

  /** Changes whenever texts are taken from an event. */
  static String state(ResultSet row) throws SQLException {
    return row.getLong("payload_purged_at") + " " + row.getLong("erased_at");
  }

  /** Does nothing with an event that has words already. */
  abstract void addAll(SqlSession sql, List<IndexedEvent> events) throws SQLException;

  /** Likewise, of one. */
  abstract void add(SqlSession sql, String eventId, NavigableSet<String> words) throws SQLException;

  /** Whether there were any. */
  abstract boolean remove(SqlSession sql, String eventId) throws SQLException;

  /** From here on, within this write, what is removed leaves no bytes. */
  abstract void removeThoroughly(SqlSession sql, boolean thoroughly) throws SQLException;

  /** A little of the work that keeps the index fast; whether there is such work. */
  abstract boolean tidy(SqlSession sql) throws SQLException;

  /** The condition that an event's words, {@code w}, are those sought. */
  abstract String condition(Sought sought, List<Object> arguments);

  /**
   * The newest events that have the words.
   *
   * @param below only those with smaller ids
   * @param from only those with this id or greater
   */
  abstract List<String> newest(
      JdbcClient reader,
      Sought sought,
      List<String> labels,
      String below,
      @Nullable String from,
      int limit);
}
