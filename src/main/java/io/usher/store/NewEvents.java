package io.usher.store;

import static io.usher.store.GroupInsert.bytes;
import static io.usher.store.GroupInsert.number;
import static io.usher.store.GroupInsert.text;

import io.usher.event.EventStatus;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores each event once, whatever comes again. Runs within another's write. */
final class NewEvents {

  private static final GroupInsert INSERT =
      new GroupInsert(
          "events",
          "(customer, source, event_key) DO NOTHING",
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
              bytes("payload")));

  private NewEvents() {}

  /**
   * An event that came.
   *
   * @param id what it is called if it is new
   */
  record Arrival(NewEvent event, String id) {}

  static List<Acceptance> accept(SqlSession sql, List<Arrival> arrivals, long now)
      throws SQLException {
    boolean[] isNew = insert(sql, arrivals, now);
    List<Acceptance> acceptances = new ArrayList<>(arrivals.size());
    for (int i = 0; i < isNew.length; i++) {
      Arrival arrival = arrivals.get(i);
      acceptances.add(
          isNew[i]
              ? new Acceptance(arrival.id, false, arrival.event.status())
              : again(sql, arrival, now));
    }
    return acceptances;
  }

  private static Acceptance again(SqlSession sql, Arrival arrival, long now) throws SQLException {
    NewEvent event = arrival.event;
    Stored first = stored(sql, event).orElseThrow();
    if (first.erased || first.payload == null || Arrays.equals(first.payload, event.payload())) {
      return duplicate(sql, first);
    }
    NewEvent other =
        event.quarantined(
            event.key() + "~" + sha256(event.payload()),
            "Another event with the same key, " + first.id + ", came before with other content.");
    if (insert(sql, List.of(new Arrival(other, arrival.id)), now)[0]) {
      return new Acceptance(arrival.id, false, other.status());
    }
    return duplicate(sql, stored(sql, other).orElseThrow());
  }

  private static boolean[] insert(SqlSession sql, List<Arrival> arrivals, long now)
      throws SQLException {
    boolean[] isNew = INSERT.run(sql, arrivals.stream().map(each -> row(each, now)).toList());
    for (int i = 0; i < isNew.length; i++) {
      if (isNew[i]) {
        NewEvent event = arrivals.get(i).event;
        sql.counts().event(event.customer(), now, null, event.status());
      }
    }
    return isNew;
  }

  private static @Nullable Object[] row(Arrival arrival, long now) {
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
      event.payload()
    };
  }

  private static Optional<Stored> stored(SqlSession sql, NewEvent event) throws SQLException {
    return sql.first(
        """
        SELECT id, status, payload, erased_at IS NOT NULL FROM events
        WHERE customer = ? AND source = ? AND event_key = ?""",
        row ->
            new Stored(
                row.getString(1),
                EventStatus.valueOf(row.getString(2)),
                row.getBytes(3),
                row.getBoolean(4)),
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

  private record Stored(String id, EventStatus status, byte @Nullable [] payload, boolean erased) {}
}
