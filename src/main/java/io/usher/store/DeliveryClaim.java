package io.usher.store;

import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One claim on a destination's deliveries. Of one order key only the earliest event's is taken. */
final class DeliveryClaim extends QueueClaim<ClaimedDelivery> {

  /** For the one behind a dead delivery that holds its line, which a person has to settle. */
  private static final long HELD_MS = 3_600_000;

  private static final String OPEN = "d.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT')";

  private static final String EARLIER =
      """
      FROM deliveries o WHERE o.status IN ('PENDING', 'RETRYING', 'IN_FLIGHT', 'DEAD') AND o.customer = d.customer
        AND o.destination = d.destination AND o.order_key = d.order_key AND o.event_id < d.event_id
        AND (o.status <> 'DEAD' OR ? = 1) ORDER BY o.event_id LIMIT 1""";

  private final SqlSession sql;
  private final DatabaseType type;
  private final DestinationTerms terms;
  private final String oldest;
  private final String newest;
  private final long now;
  private final long until;
  private final boolean probe;
  private final String token;
  private final PutOffPace pace;
  private final long heldSince = System.nanoTime();
  private boolean inTheWay;
  private int putOff;
  private long putOffNanos;

  /**
   * @param until when the lease ends
   * @param probe whether what is taken tries if its destination is back
   */
  DeliveryClaim(
      SqlSession sql,
      DatabaseType type,
      DestinationTerms terms,
      long now,
      long until,
      boolean probe,
      String token,
      PutOffPace pace) {
    super(now);
    this.pace = pace;
    this.sql = sql;
    this.type = type;
    this.terms = terms;
    this.now = now;
    this.until = until;
    this.probe = probe;
    this.token = token;
    String due =
        "SELECT "
            + Rows.DELIVERY
            + ", "
            + Rows.EVENT
            + ", e.payload, d.schedule_from, d.manual, d.order_key, d.started_at, (SELECT o.status "
            + EARLIER
            + ") AS earlier_status, (SELECT o.due_at "
            + EARLIER
            + ") AS earlier_due FROM deliveries d JOIN events e ON e.id = d.event_id WHERE "
            + OPEN
            + " AND d.customer = ? AND d.destination = ? AND d.due_at <= ? ORDER BY ";
    String some = AT_MOST + type.skipLocked("d");
    this.oldest = due + "d.due_at, d.id" + some;
    this.newest = due + "d.due_at DESC, d.id DESC" + some;
  }

  @Override
  int takeSome(int most, List<ClaimedDelivery> taken) throws SQLException {
    List<Candidate> candidates = candidates(oldest, most);
    putOff(settle(candidates, taken));
    return candidates.size();
  }

  @Override
  void takeNewest(int most, List<ClaimedDelivery> taken) throws SQLException {
    if (most > 0 && pace.looksAtNewest()) {
      settle(candidates(newest, most), taken);
    }
  }

  private List<Candidate> candidates(String some, int most) throws SQLException {
    int held = terms.hold() ? 1 : 0;
    return sql.list(
        some, this::candidate, held, held, terms.customer(), terms.destination(), now, most);
  }

  private Candidate candidate(ResultSet row) throws SQLException {
    Delivery delivery = Rows.delivery(row);
    Delivery started = started(delivery);
    return new Candidate(
        new ClaimedDelivery(
            started,
            Rows.event(row),
            StoredPayload.in(row, "payload"),
            row.getString("order_key"),
            started.attempts() - row.getInt("schedule_from"),
            row.getInt("manual") == 1,
            probe,
            token,
            null,
            heldSince),
        delivery.status(),
        delivery.status() == DeliveryStatus.IN_FLIGHT ? row.getLong("started_at") : null,
        waitsUntil(row));
  }

  private @Nullable Long waitsUntil(ResultSet row) throws SQLException {
    String earlier = row.getString("earlier_status");
    if (earlier == null) {
      return null;
    }
    long earlierDue = row.getLong("earlier_due");
    return switch (DeliveryStatus.valueOf(earlier)) {
      case DEAD -> now + HELD_MS;
      case RETRYING -> Math.max(earlierDue, now + LOOK_AGAIN_MS);
      default -> now + LOOK_AGAIN_MS;
    };
  }

  /** As the row will be once it is held. */
  private static Delivery started(Delivery d) {
    return new Delivery(
        d.id(),
        d.eventId(),
        d.eventType(),
        d.customer(),
        d.destination(),
        d.transaction(),
        DeliveryStatus.IN_FLIGHT,
        d.attempts() + 1,
        d.createdAt(),
        d.dueAt(),
        d.finishedAt(),
        d.lastError(),
        d.version());
  }

  /**
   * @return what has to wait
   */
  private DeliveryLine.Waiting settle(List<Candidate> candidates, List<ClaimedDelivery> taken)
      throws SQLException {
    List<String> holds = new ArrayList<>();
    DeliveryLine.Waiting behind = new DeliveryLine.Waiting();
    for (Candidate candidate : candidates) {
      String id = candidate.claimed.delivery().id();
      if (candidate.claimed.payload() == null) {
        discard(candidate);
      } else if (candidate.waitsUntil != null) {
        behind.add(candidate.claimed, candidate.waitsUntil);
      } else {
        logInterrupted(candidate);
        holds.add(id);
        taken.add(candidate.claimed);
        count(candidate, DeliveryStatus.IN_FLIGHT);
      }
    }
    sql.updateAll(
        """
        UPDATE deliveries SET status = 'IN_FLIGHT', attempts = attempts + 1, started_at = ?, due_at = ?, lease_token = ?
        WHERE id""",
        holds,
        now,
        until,
        token);
    return behind;
  }

  private void putOff(DeliveryLine.Waiting behind) throws SQLException {
    if (behind.isEmpty()) {
      return;
    }
    if (pace.rests()) {
      inTheWay = true;
      return;
    }
    long began = System.nanoTime();
    putOff += new DeliveryLine(sql, type, terms, now).putOff(behind);
    putOffNanos += System.nanoTime() - began;
    inTheWay = pace.took(putOff, putOffNanos);
  }

  @Override
  Duration pause() {
    return inTheWay ? pace.left() : Duration.ZERO;
  }

  /** Nothing may reach a route without its payload. */
  private void discard(Candidate candidate) throws SQLException {
    ClaimedDelivery claimed = candidate.claimed;
    sql.update(
        """
        UPDATE deliveries SET status = 'DISCARDED', due_at = NULL, lease_token = NULL, finished_at = ?, manual = 0,
          last_error = 'The payload of its event was removed, so there is nothing to deliver.'
        WHERE id = ?""",
        now,
        claimed.delivery().id());
    count(candidate, DeliveryStatus.DISCARDED);
    DeliveryLine.wakeNext(sql, List.of(claimed), now);
  }

  private void count(Candidate candidate, DeliveryStatus to) {
    Delivery d = candidate.claimed.delivery();
    sql.counts()
        .delivery(
            d.customer(), d.destination(), d.createdAt().toEpochMilli(), candidate.status, to);
  }

  /**
   * An attempt whose holder vanished has no outcome; the log says so instead of skipping its
   * number.
   */
  private void logInterrupted(Candidate candidate) throws SQLException {
    if (candidate.interruptedAt != null) {
      sql.update(
          """
          INSERT INTO attempts (delivery_id, number, started_at, duration_ms, outcome, manual, error)
          VALUES (?, ?, ?, 0, ?, ?, ?)
          ON CONFLICT (delivery_id, number) DO UPDATE SET started_at = excluded.started_at, duration_ms = 0,
            outcome = excluded.outcome, error = excluded.error, cause = NULL""",
          candidate.claimed.delivery().id(),
          candidate.claimed.delivery().attempts() - 1,
          candidate.interruptedAt,
          Outcome.INTERRUPTED,
          candidate.claimed.manual() ? 1 : 0,
          DeliveryStore.INTERRUPTED);
    }
  }

  @Override
  @Nullable Instant nextDue() throws SQLException {
    return sql.first(
            "SELECT min(d.due_at) AS due FROM deliveries d WHERE "
                + OPEN
                + " AND d.customer = ? AND d.destination = ? AND d.due_at > ?",
            row -> Rows.instant(row, "due"),
            terms.customer(),
            terms.destination(),
            now)
        .orElse(null);
  }

  /**
   * A row that is due.
   *
   * @param status before it was claimed
   * @param interruptedAt when an attempt began that nobody ended; null when there is none
   * @param waitsUntil null when nothing earlier stands in its way
   */
  private record Candidate(
      ClaimedDelivery claimed,
      DeliveryStatus status,
      @Nullable Long interruptedAt,
      @Nullable Long waitsUntil) {}
}
