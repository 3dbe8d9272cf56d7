package io.usher.store;

import io.usher.event.EventStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Puts events back before their router. Runs within another's write. */
final class Rerouting {

  /**
   * @param place the inbox where it waits
   */
  record Result(Rerouted what, Place place) {}

  static final Result ABSENT = new Result(Rerouted.ABSENT, new Place("", null));

  private record Found(
      String customer,
      long receivedAt,
      EventStatus status,
      Reroute reroute,
      boolean held,
      boolean hasPayload) {

    static Found of(ResultSet row, long now) throws SQLException {
      return new Found(
          row.getString("customer"),
          row.getLong("received_at"),
          EventStatus.valueOf(row.getString("status")),
          Reroute.of(row.getString("reroute_to"), row.getInt("reroute_again") == 1),
          row.getString("lease_token") != null && row.getLong("due_at") > now,
          row.getInt("has_payload") == 1);
    }

    Rerouted refusal() {
      if (status == EventStatus.QUARANTINED) {
        return Rerouted.QUARANTINED;
      }
      if (status == EventStatus.DISCARDED) {
        return Rerouted.DISCARDED;
      }
      if (!hasPayload) {
        return Rerouted.WITHOUT_PAYLOAD;
      }
      return held && status == EventStatus.ACCEPTED ? Rerouted.IN_ROUTING : Rerouted.WAITING;
    }
  }

  private Rerouting() {}

  static Result one(SqlSession sql, String id, Reroute reroute, long now) throws SQLException {
    Optional<Found> found = find(sql, id, now);
    if (found.isEmpty()) {
      return ABSENT;
    }
    Found event = found.get();
    Rerouted refusal = event.refusal();
    boolean waits = refusal == Rerouted.WAITING && putBack(sql, id, event, reroute, now);
    Rerouted what = refusal == Rerouted.WAITING && !waits ? Rerouted.IN_ROUTING : refusal;
    return new Result(what, new Place(event.customer, null));
  }

  private static Optional<Found> find(SqlSession sql, String id, long now) throws SQLException {
    return sql.first(
        """
        SELECT customer, received_at, status, reroute_to, reroute_again, lease_token, due_at,
          CASE WHEN payload IS NULL THEN 0 ELSE 1 END AS has_payload
        FROM events WHERE id = ?""",
        row -> Found.of(row, now),
        id);
  }

  /** Returns false when somebody else took or changed the event since it was read. */
  private static boolean putBack(SqlSession sql, String id, Found event, Reroute wish, long now)
      throws SQLException {
    // One that waits already, for the first time or again, must not lose what it waits for.
    boolean waits = event.status == EventStatus.ACCEPTED;
    Reroute reroute = waits ? event.reroute.and(wish) : wish;
    boolean moved =
        sql.update(
                """
            UPDATE events SET status = 'ACCEPTED', status_reason = NULL, due_at = ?, lease_token = NULL, routings = 0,
              reroute_to = ?, reroute_again = ?, fresh = 0
            WHERE id = ? AND status = ? AND coalesce(reroute_to, '') = ? AND (lease_token IS NULL OR due_at <= ?)""",
                now,
                reroute.names(),
                reroute.again() ? 1 : 0,
                id,
                event.status,
                String.join(",", event.reroute.destinations()),
                now)
            == 1;
    if (moved) {
      sql.counts().event(event.customer, event.receivedAt, event.status, EventStatus.ACCEPTED);
    }
    return moved;
  }

  /** The wish is fulfilled once the event is routed. */
  static void forget(SqlSession sql, String id) throws SQLException {
    sql.update("UPDATE events SET reroute_to = NULL, reroute_again = 0 WHERE id = ?", id);
  }
}
