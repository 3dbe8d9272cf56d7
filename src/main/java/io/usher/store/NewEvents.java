package io.usher.store;

import static io.usher.store.GroupInsert.bytes;
import static io.usher.store.GroupInsert.number;
import static io.usher.store.GroupInsert.text;

import io.usher.event.Event;
import io.usher.event.EventStatus;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores each event once, whatever comes again. Where the database is ours alone, the key of one
 * that is new is kept in memory until {@link #entered}: the index by keys is entered when the event
 * is claimed, not while its sender waits. Writes run within another's; the rest is safe for all
 * threads.
 */
final class NewEvents {

  private static final List<GroupInsert.Column> COLUMNS =
      List.of(
          text("id"),
          text("customer"),
          text("source"),
          text("event_key"),
          text("type"),
          text("transaction_id"),
          text("buyer_name"),
          text("buyer_email"),
          number("received_at"),
          text("status"),
          text("status_reason"),
          number("due_at"),
          number("size"),
          bytes("payload"),
          number("fresh"));

  private static final String STORED =
      "SELECT e.id, e.status, e.payload, e.erased_at IS NOT NULL FROM events e WHERE ";

  private static final String HAS_KEY = "e.customer = ? AND e.source = ? AND e.event_key = ?";

  /** For a key that is neither in memory nor in the index. */
  private static final GroupInsert UNLOOKED = new GroupInsert("events", COLUMNS);

  private final DatabaseType type;
  private final FreshKeys keys;
  private final IndexedKeys indexed;
  private final GroupInsert insert;

  NewEvents(DatabaseType type, FreshKeys keys, IndexedKeys indexed) {
    this.type = type;
    this.keys = keys;
    this.indexed = indexed;
    this.insert =
        type.keepsFreshKeys()
            ? GroupInsert.unless(
                "events",
                "SELECT 1 FROM events e WHERE e.customer = ?2 AND e.source = ?3 AND e.event_key = ?4"
                    + type.indexed("e"),
                COLUMNS)
            : new GroupInsert("events", "(customer, source, event_key) DO NOTHING", COLUMNS);
  }

  /**
   * An event that came.
   *
   * @param id what it is called if it is new
   * @param hash of its key as the database gives it back
   */
  record Arrival(NewEvent event, String id, StoredPayload payload, long hash) {

    /** By the sender's thread, which packs and hashes. */
    Arrival(NewEvent event, String id) {
      this(event, id, StoredPayload.of(event.payload()));
    }

    private Arrival(NewEvent event, String id, StoredPayload payload) {
      this(
          event,
          id,
          payload,
          FreshKeys.hash(
              SqlText.storable(event.customer()),
              SqlText.storable(event.source()),
              SqlText.storable(event.key())));
    }
  }

  List<Acceptance> accept(SqlSession sql, List<Arrival> arrivals, long now) throws SQLException {
    if (type.keepsFreshKeys()) {
      indexed.beginGroup(arrivals.size());
    }
    Acceptance[] acceptances = new Acceptance[arrivals.size()];
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < acceptances.length; i++) {
      Arrival arrival = arrivals.get(i);
      boolean fresh = isFresh(arrival);
      if (!fresh && isKnown(arrival)) {
        // What has its key may be earlier in this very group.
        store(sql, rows, acceptances, now);
        Optional<Stored> first = known(sql, arrival);
        if (first.isPresent()) {
          acceptances[i] = again(sql, arrival, first.get(), now);
          continue;
        }
        fresh = isFresh(arrival);
      }
      rows.add(new Row(i, arrival, fresh));
    }
    store(sql, rows, acceptances, now);
    return List.of(acceptances);
  }

  /** Whether its key is in memory from now on, and need not be in the index. */
  private boolean isFresh(Arrival arrival) {
    return type.keepsFreshKeys()
        && arrival.event.status() == EventStatus.ACCEPTED
        && keys.add(arrival.hash(), arrival.id);
  }

  private boolean isKnown(Arrival arrival) {
    return type.keepsFreshKeys() && keys.find(arrival.hash()) != null;
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
      keys.remove(event.hash, event.id);
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
    if (keys.size() > 0) {
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
          if (!keys.add(hash, id)) {
            tooMany.add(id);
          }
          return true;
        });
    sql.updateAll("UPDATE events SET fresh = 0 WHERE id", tooMany);
  }

  /** The event with this one's key of which memory knows; forgets one that was never committed. */
  private Optional<Stored> known(SqlSession sql, Arrival arrival) throws SQLException {
    String id = keys.find(arrival.hash());
    if (id == null) {
      return Optional.empty();
    }
    boolean isThere = sql.first("SELECT 1 FROM events WHERE id = ?", row -> true, id).isPresent();
    if (!isThere) {
      keys.remove(arrival.hash(), id);
    }
    NewEvent event = arrival.event;
    return sql.first(
        STORED + "e.id = ? AND " + HAS_KEY,
        Stored::of,
        id,
        event.customer(),
        event.source(),
        event.key());
  }

  private void store(SqlSession sql, List<Row> rows, Acceptance[] acceptances, long now)
      throws SQLException {
    boolean[] isNew = insert(sql, rows, now);
    for (int i = 0; i < isNew.length; i++) {
      Row row = rows.get(i);
      if (isNew[i]) {
        acceptances[row.place] = new Acceptance(row.arrival.id, false, row.arrival.event.status());
      } else {
        Stored first = inIndex(sql, row.arrival.event).orElseThrow();
        acceptances[row.place] = again(sql, row.arrival, first, now);
      }
    }
    rows.clear();
  }

  private Acceptance again(SqlSession sql, Arrival arrival, Stored first, long now)
      throws SQLException {
    NewEvent event = arrival.event;
    if (first.erased || first.payload == null || Arrays.equals(first.payload, event.payload())) {
      return duplicate(sql, first);
    }
    NewEvent otherEvent =
        event.quarantined(
            event.key() + "~" + sha256(event.payload()),
            "Another event with the same key, " + first.id + ", came before with other content.");
    Arrival other = new Arrival(otherEvent, arrival.id, arrival.payload);
    Optional<Stored> same = known(sql, other);
    if (same.isEmpty()) {
      if (insert(sql, List.of(new Row(0, other, false)), now)[0]) {
        return new Acceptance(arrival.id, false, otherEvent.status());
      }
      same = inIndex(sql, otherEvent);
    }
    return duplicate(sql, same.orElseThrow());
  }

  private boolean[] insert(SqlSession sql, List<Row> rows, long now) throws SQLException {
    boolean[] isNew = write(sql, rows, now);
    for (int i = 0; i < isNew.length; i++) {
      Row row = rows.get(i);
      if (isNew[i]) {
        NewEvent event = row.arrival.event;
        sql.counts().event(event.customer(), now, null, event.status());
      } else if (row.fresh) {
        keys.remove(row.arrival.hash(), row.arrival.id);
      }
    }
    return isNew;
  }

  private boolean[] write(SqlSession sql, List<Row> rows, long now) throws SQLException {
    Map<GroupInsert, List<Integer>> ways = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      ways.computeIfAbsent(way(rows.get(i)), way -> new ArrayList<>()).add(i);
    }
    boolean[] isNew = new boolean[rows.size()];
    for (Map.Entry<GroupInsert, List<Integer>> way : ways.entrySet()) {
      List<Integer> places = way.getValue();
      boolean[] written =
          way.getKey().run(sql, places.stream().map(i -> rows.get(i).values(now)).toList());
      for (int i = 0; i < written.length; i++) {
        isNew[places.get(i)] = written[i];
      }
    }
    return isNew;
  }

  private GroupInsert way(Row row) {
    long hash = row.arrival.hash();
    if (!row.fresh) {
      indexed.add(hash);
    }
    return row.fresh && !indexed.mayHold(hash) ? UNLOOKED : insert;
  }

  private Optional<Stored> inIndex(SqlSession sql, NewEvent event) throws SQLException {
    return sql.first(
        STORED + HAS_KEY + type.indexed("e"),
        Stored::of,
        event.customer(),
        event.source(),
        event.key());
  }

  private static Acceptance duplicate(SqlSession sql, Stored first) throws SQLException {
    sql.update("UPDATE events SET duplicates = duplicates + 1 WHERE id = ?", first.id);
    return new Acceptance(first.id, true, first.status);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A row to be written.
   *
   * @param place of the arrival in its group
   * @param fresh whether its key is in memory, and not to be in the index
   */
  private record Row(int place, Arrival arrival, boolean fresh) {

    @Nullable Object[] values(long now) {
      NewEvent event = arrival.event;
      return new @Nullable Object[] {
        arrival.id,
        event.customer(),
        event.source(),
        event.key(),
        event.type(),
        event.transaction().isEmpty() ? arrival.id : event.transaction(),
        event.buyerName(),
        event.buyerEmail(),
        now,
        event.status(),
        event.statusReason(),
        event.status() == EventStatus.ACCEPTED ? now : null,
        event.payload().length,
        arrival.payload.stored(),
        fresh ? 1 : 0
      };
    }
  }

  private record Stored(String id, EventStatus status, byte @Nullable [] payload, boolean erased) {

    static Stored of(ResultSet row) throws SQLException {
      return new Stored(
          row.getString(1),
          EventStatus.valueOf(row.getString(2)),
          StoredPayload.bytesIn(row, "payload"),
          row.getBoolean(4));
    }
  }
}
