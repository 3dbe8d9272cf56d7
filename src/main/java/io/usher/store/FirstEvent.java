package io.usher.store;

import io.usher.event.EventStatus;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The event that came first with a key, beside which another with it is looked at.
 *
 * @param payload null where it is gone
 */
record FirstEvent(String id, EventStatus status, byte @Nullable [] payload, boolean erased) {

  /** Up to the condition. */
  static final String SELECT =
      "SELECT e.id, e.status, e.payload, e.erased_at IS NOT NULL FROM events e WHERE ";

  static final String HAS_KEY = "e.customer = ? AND e.source = ? AND e.event_key = ?";

  static FirstEvent of(ResultSet row) throws SQLException {
    return new FirstEvent(
        row.getString(1),
        EventStatus.valueOf(row.getString(2)),
        StoredPayload.bytesIn(row, "payload"),
        row.getBoolean(4));
  }

  static FirstEvent of(Arrival arrival) {
    return new FirstEvent(arrival.id(), arrival.status(), arrival.payload().bytes(), false);
  }

  /** What is gone must not come back by another's content. */
  boolean isTheSameAs(Arrival again) {
    return erased || payload == null || Arrays.equals(payload, again.payload().bytes());
  }

  /** Another content under the same key: neither may be lost. */
  Arrival beside(Arrival other) {
    return other.quarantined(
        other.key() + "~" + sha256(other.payload().bytes()),
        "Another event with the same key, " + id + ", came before with other content.");
  }

  /** What the sender of the same event is told. */
  Acceptance again() {
    return new Acceptance(id, true, status);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
