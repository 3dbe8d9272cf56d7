package io.usher.store;

import io.usher.event.Delivery;
import io.usher.event.Event;
import io.usher.store.EventWords.Progress;
import io.usher.store.search.Label;
import io.usher.store.search.Sought;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds what somebody typed, newest first. Words that many have are soon met among the newest rows,
 * and those that few have are soon found by the index; each way alone would take seconds for the
 * other kind. What is too new for the index is read.
 */
final class EventSearch {

  /** How many of the newest rows are looked at before the index is asked. */
  private static final int NEWEST = 2000;

  /** Of one status there are few, and the index doesn't know it. */
  private static final int NEWEST_OF_A_STATUS = 5000;

  /** The newest events that are not indexed yet, of which words are made on the spot. */
  private static final int UNINDEXED = 1000;

  private static final int FIRST_FOUND = 500;
  private static final int MOST_FOUND = 8000;
  private static final int MOST_IN_A_LIST = 500;

  private final DatabaseType type;
  private final JdbcClient reader;
  private final EventWords words;
  private final LogFilter filter;
  private final Sought sought;
  private final Reach reach;
  private final Progress progress;

  EventSearch(DatabaseType type, JdbcClient reader, LogFilter filter, Sought sought, Reach reach) {
    this.type = type;
    this.reader = reader;
    this.words = EventWords.of(type);
    this.filter = filter;
    this.sought = sought;
    this.reach = reach;
    this.progress = words.progress(reader);
  }

  List<Event> events() {
    if (sought.isEmpty()) {
      return List.of();
    }
    if (sought.isId()) {
      Where one = LogConditions.events(type, filter, reach);
      one.and("e.id = ?", sought.text().toLowerCase(Locale.ROOT));
      List<Event> found = select(Rows.EVENT, "events e", one, "e.id", (row, n) -> Rows.event(row));
      if (!found.isEmpty()) {
        return found;
      }
    }
    Found<Event> found = new Found<>(Event::id);
    inLists(unindexed(), ids -> eventsOf(ids, null)).forEach(found::add);
    Floor floor = floor(eventsTable(), "e.id", LogConditions.events(type, filter, reach));
    if (floor.id != null && !found.isFull()) {
      newestEvents(floor.id).forEach(found::add);
      if (!floor.isLast && !found.isFull()) {
        byIndex(floor.id, found, ids -> eventsOf(ids, floor.id));
      }
    }
    return found.newest();
  }

  List<Delivery> deliveries() {
    if (sought.isId()) {
      Where one = LogConditions.deliveries(type, filter, reach);
      String id = sought.text().toLowerCase(Locale.ROOT);
      one.all("(d.id = ? OR d.event_id = ?)", List.of(id, id));
      List<Delivery> found = selectDeliveries(one);
      if (!found.isEmpty()) {
        return found;
      }
    }
    Found<Delivery> found = new Found<>(Delivery::id);
    inLists(unindexed(), ids -> deliveriesOf(ids, null)).forEach(found::add);
    Floor floor = floor("deliveries d", "d.id", LogConditions.deliveries(type, filter, reach));
    if (floor.id != null) {
      newestDeliveries(floor.id).forEach(found::add);
      if (!floor.isLast && !found.isFull()) {
        failed(floor.id, "DEAD").forEach(found::add);
        failed(floor.id, "RETRYING").forEach(found::add);
        byIndex(floor.id, found, ids -> deliveriesOf(ids, floor.id));
      }
    }
    return found.newest();
  }

  private String eventsTable() {
    return LogConditions.eventsTable(type, filter, reach);
  }

  /** The rows found so far, of which the newest make the page. */
  private final class Found<T> {
    private final TreeMap<String, T> rows = new TreeMap<>(Comparator.reverseOrder());
    private final Function<T, String> id;

    Found(Function<T, String> id) {
      this.id = id;
    }

    void add(T row) {
      rows.put(id.apply(row), row);
    }

    boolean isFull() {
      return rows.size() > filter.limit();
    }

    List<T> newest() {
      return rows.values().stream().limit(filter.limit() + 1L).toList();
    }
  }

  /**
   * How far down the newest rows go that pass the other filters.
   *
   * @param id of the oldest of them; null when there are none
   * @param isLast whether there are no older ones
   */
  private record Floor(@Nullable String id, boolean isLast) {}

  private Floor floor(String from, String id, Where where) {
    int newest = filter.status() == null ? NEWEST : NEWEST_OF_A_STATUS;
    return reader
        .sql(
            "SELECT min(id), count(*) FROM (SELECT "
                + id
                + " AS id FROM "
                + from
                + where
                + " ORDER BY "
                + id
                + " DESC LIMIT "
                + newest
                + ") AS newest")
        .params(where.arguments())
        .query((row, n) -> new Floor(row.getString(1), row.getLong(2) < newest))
        .single();
  }

  private List<Event> newestEvents(String floor) {
    Where where = LogConditions.events(type, filter, reach);
    where.and("e.id >= ?", floor);
    where.and("w.event_id = e.id");
    List<Object> typed = new ArrayList<>();
    where.all(words.condition(sought, typed), typed);
    return select(
        Rows.EVENT,
        eventsTable() + " CROSS JOIN event_words w",
        where,
        "e.id",
        (row, n) -> Rows.event(row));
  }

  private List<Delivery> newestDeliveries(String floor) {
    Where where = LogConditions.deliveries(type, filter, reach);
    where.and("d.id >= ?", floor);
    List<Object> typed = new ArrayList<>();
    String words = this.words.condition(sought, typed);
    typed.add(Where.contains(sought.text()));
    where.all("(" + words + " OR " + type.anyLike("d.last_error") + ")", typed);
    return select(
        Rows.DELIVERY,
        "deliveries d LEFT JOIN event_words w ON w.event_id = d.event_id",
        where,
        "d.id",
        (row, n) -> Rows.delivery(row));
  }

  /** Of those that failed and are not among the newest of all, the newest. */
  private List<Delivery> failed(String below, String status) {
    if (filter.status() != null && !filter.status().equals(status)) {
      return List.of();
    }
    Where newest = LogConditions.deliveries(type, filter, reach);
    newest.and("d.id < ?", below);
    newest.and("d.status = ?", status);
    Floor floor = floor("deliveries d", "d.id", newest);
    newest.and("d.id >= ?", floor.id);
    newest.anyLike(sought.text(), "d.last_error");
    return selectDeliveries(newest);
  }

  /** In portions that grow, until there is a page or nothing more. */
  private <T> void byIndex(String floor, Found<T> found, Function<List<String>, List<T>> rows) {
    String from = filter.since() == null ? null : Where.idFrom(filter.since());
    String below = min(floor, filter.cursor());
    int portion = FIRST_FOUND;
    boolean more = !sought.isEmpty();
    while (more && !found.isFull()) {
      List<String> ids = words.newest(reader, sought, labels(), below, from, portion);
      inLists(ids, rows).forEach(found::add);
      more = ids.size() == portion;
      below = more ? ids.get(portion - 1) : below;
      portion = Math.min(MOST_FOUND, portion * 4);
    }
  }

  private static String min(String floor, @Nullable String cursor) {
    return cursor != null && cursor.compareTo(floor) < 0 ? cursor : floor;
  }

  private List<String> labels() {
    List<String> labels = new ArrayList<>();
    if (filter.customer() != null) {
      labels.add(Label.CUSTOMER.word(filter.customer()));
    }
    if (filter.type() != null) {
      labels.add(Label.TYPE.word(filter.type()));
    }
    return labels;
  }

  /** The newest of the events that the index doesn't reach yet, if they have the words. */
  private List<String> unindexed() {
    if (sought.isEmpty()) {
      return List.of();
    }
    return reader
        .sql(
            "SELECT "
                + EventWords.TEXTS
                + " FROM events e WHERE e.id > ? ORDER BY e.id DESC LIMIT "
                + UNINDEXED)
        .param(progress.indexedTo())
        .query((row, n) -> sought.isIn(EventWords.words(row)) ? row.getString("id") : "")
        .list()
        .stream()
        .filter(id -> !id.isEmpty())
        .toList();
  }

  private List<Event> eventsOf(List<String> ids, @Nullable String below) {
    Where where = LogConditions.events(type, filter, reach);
    where.in("e.id", ids);
    where.and("e.id < ?", below);
    return select(Rows.EVENT, "events e", where, "e.id", (row, n) -> Rows.event(row));
  }

  private List<Delivery> deliveriesOf(List<String> eventIds, @Nullable String below) {
    Where where = LogConditions.deliveries(type, filter, reach);
    where.in("d.event_id", eventIds);
    where.and("d.id < ?", below);
    return selectDeliveries(where);
  }

  private List<Delivery> selectDeliveries(Where where) {
    return select(Rows.DELIVERY, "deliveries d", where, "d.id", (row, n) -> Rows.delivery(row));
  }

  /** A statement takes only so many values. */
  private <T> List<T> inLists(List<String> ids, Function<List<String>, List<T>> rows) {
    List<T> found = new ArrayList<>();
    for (int i = 0; i < ids.size(); i += MOST_IN_A_LIST) {
      found.addAll(rows.apply(ids.subList(i, Math.min(ids.size(), i + MOST_IN_A_LIST))));
    }
    return found;
  }

  private <T> List<T> select(
      String columns, String from, Where where, String id, RowMapper<T> row) {
    return reader
        .sql(
            "SELECT "
                + columns
                + " FROM "
                + from
                + where
                + " ORDER BY "
                + id
                + " DESC LIMIT "
                + (filter.limit() + 1))
        .params(where.arguments())
        .query(row)
        .list();
  }
}
