package io.usher.store;

import io.usher.store.EventWords.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads, in the order of their ids, the events that can't be found by their words yet. */
final class UnindexedEvents {

  /** So few that webhooks which wait for the same writer don't notice: 3 to 4 ms. */
  static final int BATCH = 25;

  /** Looking whether an event is indexed takes little. */
  private static final int CHECKED = 1000;

  private final EventWords words;
  private final JdbcClient reader;

  UnindexedEvents(EventWords words, JdbcClient reader) {
    this.words = words;
    this.reader = reader;
  }

  Progress progress() {
    return words.progress(reader);
  }

  /** The next events with their words. */
  List<IndexedEvent> after(String id, String before) {
    return reader
        .sql(
            "SELECT "
                + EventWords.TEXTS
                + " FROM events e WHERE e.id > ? AND e.id < ? ORDER BY e.id LIMIT "
                + BATCH)
        .params(id, before)
        .query((row, n) -> read(row))
        .list();
  }

  boolean isAnyAfter(String id) {
    return reader
        .sql("SELECT 1 FROM events WHERE id > ? LIMIT 1")
        .param(id)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Up to which event the next second look goes; no further than the first went. */
  String checkedTo(Progress from, String before) {
    return reader
        .sql(
            "SELECT coalesce(max(id), '') FROM (SELECT id FROM events WHERE id > ? AND id <= ? AND id < ?"
                + " ORDER BY id LIMIT "
                + CHECKED
                + ") AS next")
        .params(from.checkedTo(), from.indexedTo(), before)
        .query(String.class)
        .single();
  }

  /** The events that were passed by because they were committed late. */
  List<IndexedEvent> missed(String after, String upTo) {
    return reader
        .sql(
            "SELECT "
                + EventWords.TEXTS
                + """
                 FROM events e WHERE e.id > ? AND e.id <= ?
                  AND NOT EXISTS (SELECT 1 FROM event_words w WHERE w.event_id = e.id)
                ORDER BY e.id""")
        .params(after, upTo)
        .query((row, n) -> read(row))
        .list();
  }

  private static IndexedEvent read(ResultSet row) throws SQLException {
    return new IndexedEvent(row.getString("id"), EventWords.words(row), EventWords.state(row));
  }
}
