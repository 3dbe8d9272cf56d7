package io.usher.store;

import static io.usher.store.GroupInsert.number;
import static io.usher.store.GroupInsert.text;

import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of attempts, and puts their deliveries where that says. Runs within another's
 * write.
 */
final class RecordedAttempts {

  /** Only whoever holds the lease may. */
  private static final GroupStatement SETTLE =
      GroupStatement.update(
          """
          UPDATE deliveries SET status = :status, attempts = attempts - :free, due_at = :due_at,
            finished_at = :finished_at, last_error = :last_error, lease_token = NULL, manual = 0""",
          "id = :id AND lease_token = :lease_token",
          List.of(
              text("id"),
              text("lease_token"),
              text("status"),
              number("free"),
              number("due_at"),
              number("finished_at"),
              text("last_error")));

  private static final GroupInsert LOG =
      new GroupInsert(
          "attempts",
          """
          (delivery_id, number) DO UPDATE SET started_at = excluded.started_at,
            duration_ms = excluded.duration_ms, outcome = excluded.outcome, response = excluded.response,
            error = excluded.error, cause = excluded.cause, version = excluded.version""",
          List.of(
              text("delivery_id"),
              number("number"),
              number("started_at"),
              number("duration_ms"),
              text("outcome"),
              number("manual"),
              text("response"),
              text("error"),
              text("cause"),
              number("version")));

  private final SqlSession sql;
  private final DatabaseType type;
  private final long now;

  RecordedAttempts(SqlSession sql, DatabaseType type, long now) {
    this.sql = sql;
    this.type = type;
    this.now = now;
  }

  /**
   * An attempt that ended.
   *
   * @param pause from the write's own time to the next one, for the clock may be set before it;
   *     null when there is none
   */
  record Ended(
      ClaimedDelivery claimed, AttemptResult result, Setback setback, @Nullable Duration pause) {

    Delivery delivery() {
      return claimed.delivery();
    }

    boolean isToGoOn() {
      return result.status() == DeliveryStatus.RETRYING;
    }
  }

  /**
   * @param held whether the lease still held; if not, nothing was written
   * @param more whether something is due, now or at a time, of which nobody has heard yet
   */
  record Recorded(boolean held, boolean more) {}

  List<Recorded> write(List<Ended> all) throws SQLException {
    boolean[] settled = SETTLE.run(sql, all.stream().map(this::settled).toList());
    List<Ended> ours = new ArrayList<>();
    for (int i = 0; i < settled.length; i++) {
      if (settled[i]) {
        ours.add(all.get(i));
        count(all.get(i));
      }
    }
    LOG.run(sql, ours.stream().map(RecordedAttempts::logged).toList());
    Set<Ended> woke = wakeNext(ours);
    List<Recorded> recorded = new ArrayList<>();
    for (int i = 0; i < settled.length; i++) {
      Ended ended = all.get(i);
      if (settled[i]) {
        boolean freed = attempted(ended);
        recorded.add(new Recorded(true, freed || ended.isToGoOn() || woke.contains(ended)));
      } else {
        recorded.add(new Recorded(isLogged(ended), true));
      }
    }
    return recorded;
  }

  /** Those behind which another may go now. */
  private Set<Ended> wakeNext(List<Ended> ours) throws SQLException {
    List<Ended> over = ours.stream().filter(each -> !each.isToGoOn()).toList();
    boolean[] woke = DeliveryLine.wakeNext(sql, over.stream().map(Ended::claimed).toList(), now);
    Set<Ended> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < woke.length; i++) {
      if (woke[i]) {
        found.add(over.get(i));
      }
    }
    return found;
  }

  private @Nullable Object[] settled(Ended ended) {
    AttemptResult result = ended.result;
    Duration pause = ended.pause;
    return new @Nullable Object[] {
      ended.delivery().id(),
      ended.claimed.leaseToken(),
      result.status(),
      ended.setback.free() ? 1 : 0,
      pause == null ? null : now + pause.toMillis(),
      pause == null ? now : null,
      result.error()
    };
  }

  private void count(Ended ended) {
    Delivery delivery = ended.delivery();
    sql.counts()
        .delivery(
            delivery.customer(),
            delivery.destination(),
            delivery.createdAt().toEpochMilli(),
            DeliveryStatus.IN_FLIGHT,
            ended.result.status());
  }

  private static @Nullable Object[] logged(Ended ended) {
    AttemptResult result = ended.result;
    return new @Nullable Object[] {
      ended.delivery().id(),
      ended.delivery().attempts(),
      result.startedAt().toEpochMilli(),
      result.duration().toMillis(),
      result.outcome(),
      ended.claimed.manual() ? 1 : 0,
      result.response(),
      result.error(),
      result.cause(),
      ended.claimed.version()
    };
  }

  private boolean attempted(Ended ended) throws SQLException {
    Delivery delivery = ended.delivery();
    return new DestinationRows(sql, type, delivery.customer(), delivery.destination(), now)
        .attempted(ended.claimed.probe(), ended.setback);
  }

  /** After a commit of which nobody heard, this very record is there already. */
  private boolean isLogged(Ended ended) throws SQLException {
    return sql.first(
            "SELECT 1 FROM attempts WHERE delivery_id = ? AND number = ? AND started_at = ? AND outcome = ?",
            row -> true,
            ended.delivery().id(),
            ended.delivery().attempts(),
            ended.result.startedAt().toEpochMilli(),
            ended.result.outcome())
        .isPresent();
  }
}
