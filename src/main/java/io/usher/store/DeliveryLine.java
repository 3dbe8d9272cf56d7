package io.usher.store;

import static io.usher.store.GroupInsert.number;
import static io.usher.store.GroupInsert.text;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one order key at one destination, of which the earliest event's is the only one
 * that may run. Whatever ends a delivery has to wake the next in the same write: those further back
 * look by themselves only once in an hour.
 */
final class DeliveryLine {

  /**
   * For all but the one behind the first: a line may have a million, which must not be read over
   * and over while the first is tried again and again.
   */
  private static final long LONGEST_WAIT_MS = 3_600_000;

  private static final String OF_LINE =
      """
      o.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT', 'DEAD') AND o.customer = ? AND o.destination = ?
        AND o.order_key = ?""";

  /** Due since it was made, by the time that is given twice. */
  private static final String WAKE =
      """
      UPDATE deliveries SET due_at = CASE WHEN created_at < ? THEN created_at ELSE ? END
      WHERE status IN ('PENDING', 'RETRYING')""";

  /** Finds one that has to be over before a delivery of {@code :event_id} may start. */
  static final String EARLIER =
      """
      SELECT 1 FROM deliveries o WHERE o.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT', 'DEAD')
        AND o.customer = :customer AND o.destination = :destination AND o.order_key = :order_key
        AND o.event_id < :event_id AND (o.status <> 'DEAD' OR :hold = 1)""";

  private static final GroupStatement WAKE_NEXT =
      GroupStatement.update(
          "UPDATE deliveries SET due_at = CASE WHEN created_at < :now THEN created_at ELSE :now END",
          """
          status IN ('PENDING', 'RETRYING') AND id = (
            SELECT o.id FROM deliveries o WHERE o.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT', 'DEAD')
              AND o.customer = :customer AND o.destination = :destination AND o.order_key = :order_key
              AND o.event_id > :event_id AND o.status <> 'DEAD' ORDER BY o.event_id LIMIT 1)""",
          List.of(
              number("now"),
              text("customer"),
              text("destination"),
              text("order_key"),
              text("event_id")));

  private final SqlSession sql;
  private final DatabaseType type;
  private final DestinationTerms terms;
  private final long now;

  DeliveryLine(SqlSession sql, DatabaseType type, DestinationTerms terms, long now) {
    this.sql = sql;
    this.type = type;
    this.terms = terms;
    this.now = now;
  }

  /** Due deliveries that have to wait, by their line. */
  static final class Waiting {
    private record One(ClaimedDelivery delivery, long until) {}

    private final Map<String, List<One>> lines = new LinkedHashMap<>();

    boolean isEmpty() {
      return lines.isEmpty();
    }

    /**
     * @param until when it is looked at again, if it is the next one
     */
    void add(ClaimedDelivery delivery, long until) {
      lines
          .computeIfAbsent(delivery.orderKey(), key -> new ArrayList<>())
          .add(new One(delivery, until));
    }
  }

  /**
   * @return how many were put off
   */
  int putOff(Waiting waiting) throws SQLException {
    int behind = 0;
    List<@Nullable Object[]> waits = new ArrayList<>();
    for (Map.Entry<String, List<Waiting.One>> line : waiting.lines.entrySet()) {
      String last = "";
      long later = later();
      for (Waiting.One one : line.getValue()) {
        String event = one.delivery.event().id();
        later = Math.max(later, one.until);
        long until = isNext(line.getKey(), event) ? one.until : later;
        waits.add(new Object[] {until, one.delivery.delivery().id()});
        last = event.compareTo(last) > 0 ? event : last;
      }
      behind += putOffBehind(line.getKey(), last, later);
    }
    sql.updateEach("UPDATE deliveries SET due_at = ? WHERE id = ?", waits);
    return waits.size() + behind;
  }

  /** So that not all lines come up at the same moment again. */
  private long later() {
    return now + ThreadLocalRandom.current().nextLong(LONGEST_WAIT_MS / 2, LONGEST_WAIT_MS);
  }

  /** Whether only one stands before it. */
  private boolean isNext(String orderKey, String event) throws SQLException {
    return sql.list(
                "SELECT 1 FROM deliveries o WHERE "
                    + OF_LINE
                    + " AND o.event_id < ? AND (o.status <> 'DEAD' OR ? = 1) ORDER BY o.event_id DESC LIMIT 2",
                row -> true,
                terms.customer(),
                terms.destination(),
                orderKey,
                event,
                terms.hold() ? 1 : 0)
            .size()
        < 2;
  }

  private int putOffBehind(String orderKey, String event, long until) throws SQLException {
    return sql.update(
        "UPDATE deliveries SET due_at = ? WHERE id IN (SELECT o.id FROM deliveries o WHERE "
            + OF_LINE
            + " AND o.event_id > ? AND o.status IN ('PENDING', 'RETRYING') ORDER BY o.event_id LIMIT "
            + type.mostPutOffAtATime()
            + type.skipLocked("o")
            + ")",
        until,
        terms.customer(),
        terms.destination(),
        orderKey,
        event);
  }

  /**
   * The next of the same order key was put off while each of these was under way. It takes its old
   * place among all that wait, or a line that has begun would have to wait for all that came later.
   *
   * @return for each whether there was one
   */
  static boolean[] wakeNext(SqlSession sql, List<ClaimedDelivery> ended, long now)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (ClaimedDelivery claimed : ended) {
      rows.add(
          new Object[] {
            now,
            claimed.delivery().customer(),
            claimed.delivery().destination(),
            claimed.orderKey(),
            claimed.event().id()
          });
    }
    return WAKE_NEXT.run(sql, rows);
  }

  /** Likewise behind one that a person gave up. */
  static void wakeBehind(SqlSession sql, String delivery, long now) throws SQLException {
    sql.update(
        WAKE
            + """
         AND id = (
          SELECT (SELECT o.id FROM deliveries o WHERE o.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT', 'DEAD')
              AND o.customer = d.customer AND o.destination = d.destination AND o.order_key = d.order_key
              AND o.event_id > d.event_id AND o.status <> 'DEAD' ORDER BY o.event_id LIMIT 1)
          FROM deliveries d WHERE d.id = ?)""",
        now,
        now,
        delivery);
  }

  /** Likewise behind all of an event's deliveries that were discarded. */
  static void wakeBehindDiscarded(SqlSession sql, String event, long now) throws SQLException {
    sql.update(
        WAKE
            + """
         AND id IN (
          SELECT (SELECT o.id FROM deliveries o WHERE o.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT', 'DEAD')
              AND o.customer = d.customer AND o.destination = d.destination AND o.order_key = d.order_key
              AND o.event_id > d.event_id AND o.status <> 'DEAD' ORDER BY o.event_id LIMIT 1)
          FROM deliveries d WHERE d.event_id = ? AND d.status = 'DISCARDED')""",
        now,
        now,
        event);
  }
}
