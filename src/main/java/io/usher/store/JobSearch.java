package io.usher.store;

import io.usher.store.search.Sought;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What somebody typed, as a condition on rows that are walked through in order anyway. The events
 * of the last moments, which have no words yet, are compared by their columns.
 */
record JobSearch(DatabaseType type, Sought sought, String indexedTo) {

  private static final String[] COLUMNS = {
    "n.buyer_name", "n.buyer_email", "n.transaction_id", "n.event_key"
  };

  static JobSearch of(DatabaseType type, JdbcClient reader, String typed) {
    return new JobSearch(type, Sought.of(typed), EventWords.of(type).progress(reader).indexedTo());
  }

  /** On {@code e}. */
  void events(Where where) {
    List<Object> values = new ArrayList<>();
    values.add(id());
    String condition = "(e.id = ? OR " + ofEvents("e.id", values) + ")";
    where.all(condition, values);
  }

  /** On {@code d}. */
  void deliveries(Where where) {
    List<Object> values = new ArrayList<>(List.of(id(), id(), Where.contains(sought.text())));
    String condition =
        "(d.id = ? OR d.event_id = ? OR "
            + type.anyLike("d.last_error")
            + " OR "
            + ofEvents("d.event_id", values)
            + ")";
    where.all(condition, values);
  }

  private String id() {
    return sought.text().toLowerCase(Locale.ROOT);
  }

  private String ofEvents(String id, List<Object> values) {
    String indexed =
        "EXISTS (SELECT 1 FROM event_words w WHERE w.event_id = "
            + id
            + " AND "
            + EventWords.of(type).condition(sought, values)
            + ")";
    if (sought.isEmpty()) {
      return indexed;
    }
    values.add(indexedTo);
    values.addAll(Collections.nCopies(COLUMNS.length, Where.contains(sought.text())));
    return indexed
        + " OR ("
        + id
        + " > ? AND EXISTS (SELECT 1 FROM events n WHERE n.id = "
        + id
        + " AND "
        + type.anyLike(COLUMNS)
        + "))";
  }
}
