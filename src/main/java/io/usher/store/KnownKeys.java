package io.usher.store;

import io.usher.event.Event;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which keys stored events have. Where the database is ours alone, that of a new one is kept in
 * memory until {@link #entered}: the index by keys is entered when the event is claimed, not when
 * it is stored. A key is in the next place before it leaves the one before, so whoever looks in
 * this order misses none. Writes run within another's; the rest is safe for all threads.
 */
final class KnownKeys {

  private final FreshKeys fresh;
  private final IndexedKeys indexed;

  KnownKeys(FreshKeys fresh, IndexedKeys indexed) {
    this.fresh = fresh;
    this.indexed = indexed;
  }

  /** The writer's thread begins with a group in which so many events come. */
  void beginGroup(int events) {
    indexed.beginGroup(events);
  }

  /**
   * Whether its key is in memory from now on, and need not be in the index: not where there is no
   * room, or another has the same hash.
   */
  boolean keeps(Arrival arrival) {
    return fresh.add(arrival.hash(), arrival.id())
        || arrival.id().equals(fresh.find(arrival.hash()));
  }

  /** The index holds it, or is about to. */
  void isIndexed(long hash) {
    indexed.add(hash);
  }

  /** The stored event that has this one's key. */
  Optional<FirstEvent> find(SqlSession sql, Arrival arrival) throws SQLException {
    String id = fresh.find(arrival.hash());
    if (id != null) {
      Optional<FirstEvent> first =
          sql.first(
              FirstEvent.SELECT + "e.id = ? AND " + FirstEvent.HAS_KEY,
              FirstEvent::of,
              id,
              arrival.customer(),
              arrival.source(),
              arrival.key());
      if (first.isPresent()) {
        return first;
      }
    }
    if (!indexed.mayHold(arrival.hash())) {
      return Optional.empty();
    }
    return sql.first(
        FirstEvent.SELECT + FirstEvent.HAS_KEY + DatabaseType.SQLITE.indexed("e"),
        FirstEvent::of,
        arrival.customer(),
        arrival.source(),
        arrival.key());
  }

  /** An event that is in the indexes now, whose key need not be in memory any more. */
  record Entered(long hash, String id) {

    static Entered of(Event event) {
      return new Entered(FreshKeys.hash(event.customer(), event.source(), event.key()), event.id());
    }
  }

  /** Takes back from memory what a write that is durable has entered in the indexes. */
  void entered(List<Entered> events) {
    for (Entered event : events) {
      indexed.add(event.hash);
      fresh.remove(event.hash, event.id);
    }
  }

  /**
   * Enters events in the indexes that nobody has claimed so far. One whose key another has already
   * stays as it is.
   *
   * @return what {@link #entered} is to be told once the write is durable
   */
  List<Entered> enter(SqlSession sql, List<String> ids) throws SQLException {
    List<Entered> entered = new ArrayList<>();
    if (fresh.size() > 0) {
      for (String id : ids) {
        entered.addAll(
            sql.list(
                """
                UPDATE OR IGNORE events SET fresh = 0 WHERE id = ? AND fresh = 1
                RETURNING customer, source, event_key""",
                row ->
                    new Entered(
                        FreshKeys.hash(row.getString(1), row.getString(2), row.getString(3)), id),
                id));
      }
    }
    return entered;
  }

  /** Learns the keys that an earlier run had in memory. */
  void recall(SqlSession sql) throws SQLException {
    List<String> tooMany = new ArrayList<>();
    sql.list(
        "SELECT id, customer, source, event_key FROM events WHERE fresh = 1",
        row -> {
          String id = row.getString(1);
          long hash = FreshKeys.hash(row.getString(2), row.getString(3), row.getString(4));
          if (!fresh.add(hash, id)) {
            tooMany.add(id);
          }
          return true;
        });
    sql.updateAll("UPDATE events SET fresh = 0 WHERE id", tooMany);
  }
}
