package io.usher.store;

import io.usher.event.EventStatus;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores an event once, whatever comes again. Runs within another's write. */
final class NewEvents {

  private NewEvents() {}

  static Acceptance accept(SqlSession sql, NewEvent event, String id, long now)
      throws SQLException {
    if (insert(sql, event, id, now)) {
      return new Acceptance(id, false, event.status());
    }
    Stored first = stored(sql, event).orElseThrow();
    if (first.erased || first.payload == null || Arrays.equals(first.payload, event.payload())) {
      return duplicate(sql, first);
    }
    NewEvent other =
        event.quarantined(
            event.key() + "~" + sha256(event.payload()),
            "Another event with the same key, " + first.id + ", came before with other content.");
    if (insert(sql, other, id, now)) {
      return new Acceptance(id, false, other.status());
    }
    return duplicate(sql, stored(sql, other).orElseThrow());
  }

  private static boolean insert(SqlSession sql, NewEvent event, String id, long now)
      throws SQLException {
    boolean routable = event.status() == EventStatus.ACCEPTED;
    boolean isNew =
        sql.update(
                """
            INSERT INTO events (id, customer, source, event_key, type, transaction_id, buyer_name, buyer_email,
              received_at, status, status_reason, due_at, size, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (customer, source, event_key) DO NOTHING""",
                id,
                event.customer(),
                event.source(),
                event.key(),
                event.type(),
                event.transaction().isEmpty() ? id : event.transaction(),
                event.buyerName(),
                event.buyerEmail(),
                now,
                event.status(),
                event.statusReason(),
                routable ? now : null,
                event.payload().length,
                event.payload())
            == 1;
    if (isNew) {
      sql.counts().event(event.customer(), now, null, event.status());
    }
    return isNew;
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
