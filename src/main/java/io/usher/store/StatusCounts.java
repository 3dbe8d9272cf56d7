package io.usher.store;

import static io.usher.store.GroupInsert.number;
import static io.usher.store.GroupInsert.text;

import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a group of writes changes in the numbers of rows by status, written in the group's own
 * commit. Every statement that makes, moves or removes an event or a delivery says so here. Used by
 * one thread.
 */
final class StatusCounts {

  static final String TOTAL = "TOTAL";
  static final long DAY_MS = 86_400_000L;

  private static final GroupInsert ADD =
      new GroupInsert(
          "counts",
          "(day, customer, destination, status, writer) DO UPDATE SET n = counts.n + excluded.n",
          List.of(
              number("day"),
              text("customer"),
              text("destination"),
              text("status"),
              number("writer"),
              number("n")));

  /**
   * @param destination empty for events
   */
  record Key(long day, String customer, String destination, String status) {
    Key total() {
      return new Key(day, customer, destination, TOTAL);
    }
  }

  /** The order in which rows are locked, the same for all writers. */
  private static final Comparator<Key> ORDER =
      Comparator.comparingLong(Key::day)
          .thenComparing(Key::customer)
          .thenComparing(Key::destination)
          .thenComparing(Key::status);

  private final int writer;
  private final Map<Key, Integer> changes = new HashMap<>();

  /**
   * @param writer whose rows are written
   */
  StatusCounts(int writer) {
    this.writer = writer;
  }

  /**
   * @param from null for a row that is new
   * @param to null for one that is gone
   */
  void event(
      String customer, long receivedAt, @Nullable EventStatus from, @Nullable EventStatus to) {
    move(receivedAt, customer, "", name(from), name(to));
  }

  /** Likewise. */
  void delivery(
      String customer,
      String destination,
      long createdAt,
      @Nullable DeliveryStatus from,
      @Nullable DeliveryStatus to) {
    move(createdAt, customer, destination, name(from), name(to));
  }

  private void move(
      long time, String customer, String destination, @Nullable String from, @Nullable String to) {
    if (from == null || to == null) {
      add(time, customer, destination, TOTAL, from == null ? 1 : -1);
    }
    if (from != null) {
      add(time, customer, destination, from, -1);
    }
    if (to != null) {
      add(time, customer, destination, to, 1);
    }
  }

  private void add(long time, String customer, String destination, String status, int n) {
    Key key = new Key(Math.floorDiv(time, DAY_MS), customer, destination, status);
    changes.merge(key, n, Integer::sum);
  }

  private static @Nullable String name(@Nullable Enum<?> status) {
    return status == null ? null : status.name();
  }

  /** What a count of the rows themselves found to be missing. */
  void correct(Map<Key, Integer> missing) {
    missing.forEach((key, n) -> changes.merge(key, n, Integer::sum));
  }

  /** For the end of the group; in one order, so that two writers never wait for each other. */
  void write(SqlSession sql) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    List<@Nullable Object[]> rows =
        changes.entrySet().stream()
            .filter(change -> change.getValue() != 0)
            .sorted(Map.Entry.comparingByKey(ORDER))
            .map(change -> row(change.getKey(), change.getValue()))
            .toList();
    ADD.run(sql, rows);
    changes.clear();
  }

  private Object[] row(Key key, int n) {
    return new Object[] {key.day, key.customer, key.destination, key.status, writer, n};
  }

  void forget() {
    changes.clear();
  }
}
