package io.usher.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One claim on a customer's accepted events. Of one transaction only the earliest is taken. */
final class EventClaim extends QueueClaim<ClaimedEvent> {

  private static final String EARLIER =
      """
      FROM events f WHERE f.status = 'ACCEPTED' AND f.customer = e.customer AND f.transaction_id = e.transaction_id
        AND f.id < e.id%s ORDER BY f.id LIMIT 1""";

  private final SqlSession sql;
  private final String due;
  private final String customer;
  private final long now;
  private final long until;
  private final String token;

  EventClaim(
      SqlSession sql, DatabaseType type, String customer, long now, long until, String token) {
    super(now);
    this.sql = sql;
    this.customer = customer;
    this.now = now;
    this.until = until;
    this.token = token;
    String earlier = EARLIER.formatted(type.indexed("f"));
    this.due =
        "SELECT "
            + Rows.EVENT
            + ", e.payload, e.routings, e.reroute_to, e.reroute_again, (SELECT f.due_at "
            + earlier
            + ") AS earlier_due, (SELECT f.lease_token "
            + earlier
            + ") AS earlier_lease FROM events e WHERE e.status = 'ACCEPTED' AND e.customer = ? AND e.due_at <= ?"
            + " ORDER BY e.due_at, e.id"
            + AT_MOST
            + type.skipLocked("e");
  }

  @Override
  int takeSome(int most, List<ClaimedEvent> taken) throws SQLException {
    List<Candidate> candidates = sql.list(due, this::candidate, customer, now, most);
    settle(candidates, taken);
    return candidates.size();
  }

  private Candidate candidate(ResultSet row) throws SQLException {
    Instant earlier = Rows.instant(row, "earlier_due");
    boolean beingRouted = row.getString("earlier_lease") != null;
    return new Candidate(
        new ClaimedEvent(
            Rows.event(row),
            StoredPayload.in(row, "payload"),
            row.getInt("routings"),
            Reroute.of(row.getString("reroute_to"), row.getInt("reroute_again") == 1),
            token,
            null),
        earlier == null ? null : lookAgain(earlier, beingRouted));
  }

  private long lookAgain(Instant earlier, boolean beingRouted) {
    long soon = now + LOOK_AGAIN_MS;
    return beingRouted ? soon : Math.max(earlier.toEpochMilli(), soon);
  }

  /** A fresh one is not seen from another candidate, only from here on. */
  private void settle(List<Candidate> candidates, List<ClaimedEvent> taken) throws SQLException {
    List<String> holds = new ArrayList<>();
    List<@Nullable Object[]> waits = new ArrayList<>();
    Set<String> transactions = new HashSet<>();
    for (Candidate candidate : candidates) {
      String id = candidate.claimed.event().id();
      if (candidate.waitsUntil != null) {
        waits.add(new Object[] {candidate.waitsUntil, id});
      } else if (!transactions.add(candidate.claimed.event().transaction())) {
        waits.add(new Object[] {now + LOOK_AGAIN_MS, id});
      } else {
        holds.add(id);
        taken.add(candidate.claimed);
      }
    }
    sql.updateEach("UPDATE events SET due_at = ?, fresh = 0 WHERE id = ?", waits);
    sql.updateAll(
        "UPDATE events SET due_at = ?, lease_token = ?, routings = routings + 1, fresh = 0 WHERE id",
        holds,
        until,
        token);
  }

  @Override
  @Nullable Instant nextDue() throws SQLException {
    return sql.first(
            "SELECT min(due_at) AS due FROM events WHERE status = 'ACCEPTED' AND customer = ? AND due_at > ?",
            row -> Rows.instant(row, "due"),
            customer,
            now)
        .orElse(null);
  }

  private record Candidate(ClaimedEvent claimed, @Nullable Long waitsUntil) {}
}
