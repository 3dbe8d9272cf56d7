package io.usher.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps alarms over restarts, and sees to it that of several hubs on one database only one looks
 * for causes at a time. Safe for all threads.
 */
public final class AlarmStore {

  private static final Duration HISTORY = Duration.ofDays(90);

  private final GroupCommit writer;
  private final JdbcClient reader;
  private final Clock clock;

  AlarmStore(GroupCommit writer, JdbcClient reader, Clock clock) {
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Becomes or stays the one who looks.
   *
   * @param token of this hub, the same for its whole life
   * @return false while another hub does
   */
  public CompletableFuture<Boolean> watch(String token, Duration time) {
    return writer.write(
        sql -> {
          long now = clock.millis();
          return sql.update(
                  """
                  INSERT INTO alarm_watch (id, token, until) VALUES (1, ?, ?)
                  ON CONFLICT (id) DO UPDATE SET token = excluded.token, until = excluded.until
                  WHERE alarm_watch.token = excluded.token OR alarm_watch.until < ?""",
                  token,
                  now + time.toMillis(),
                  now)
              == 1;
        });
  }

  /** Lets another hub look at once. */
  public CompletableFuture<Integer> stopWatching(String token) {
    return writer.write(
        sql -> sql.update("UPDATE alarm_watch SET until = 0 WHERE id = 1 AND token = ?", token));
  }

  public List<AlarmRow> open() {
    return reader
        .sql("SELECT * FROM alarms WHERE closed_at IS NULL ORDER BY id")
        .query((row, n) -> alarm(row))
        .list();
  }

  /** When each cause was told last, of those that were since. */
  public Map<String, Instant> toldSince(Instant since) {
    Map<String, Instant> told = new TreeMap<>();
    reader
        .sql("SELECT cause, max(told_at) AS told_at FROM alarms WHERE told_at >= ? GROUP BY cause")
        .param(since.toEpochMilli())
        .query(
            row -> {
              told.put(row.getString("cause"), Instant.ofEpochMilli(row.getLong("told_at")));
            });
    return told;
  }

  /** Newest first. */
  public Page<AlarmRow> list(
      @Nullable String customer, @Nullable Boolean open, int limit, @Nullable String cursor) {
    StringBuilder sql = new StringBuilder("SELECT * FROM alarms WHERE id < ?");
    if (open != null) {
      sql.append(" AND closed_at IS ").append(open ? "NULL" : "NOT NULL");
    }
    if (customer != null) {
      sql.append(" AND customer = ?");
    }
    String from = cursor == null ? "g" : cursor;
    List<AlarmRow> rows =
        reader
            .sql(sql + " ORDER BY id DESC LIMIT " + (limit + 1))
            .params(customer == null ? List.of(from) : List.of(from, customer))
            .query((row, n) -> alarm(row))
            .list();
    return Page.of(rows, limit, AlarmRow::id);
  }

  /**
   * Writes what a look decided, all or nothing.
   *
   * @return false when another hub looks by now; nothing was written
   */
  public CompletableFuture<Boolean> decided(
      String token, List<AlarmRow> alarms, List<AlarmNotice> notices) {
    return writer.write(
        sql -> {
          boolean ours =
              sql.update(
                      "UPDATE alarm_watch SET token = ? WHERE id = 1 AND token = ?", token, token)
                  == 1;
          if (ours) {
            for (AlarmRow alarm : alarms) {
              save(sql, alarm);
            }
            for (AlarmNotice notice : notices) {
              add(sql, notice);
            }
          }
          return ours;
        });
  }

  private static void save(SqlSession sql, AlarmRow alarm) throws SQLException {
    sql.update(
        """
        INSERT INTO alarms (id, cause, kind, customer, subject, what, advice, link, amount, told_amount, raised_at,
          cleared_at, told_at, closed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET what = excluded.what, advice = excluded.advice, amount = excluded.amount,
          told_amount = excluded.told_amount, cleared_at = excluded.cleared_at, told_at = excluded.told_at,
          closed_at = excluded.closed_at""",
        alarm.id(),
        alarm.cause(),
        alarm.kind(),
        alarm.customer(),
        alarm.subject(),
        alarm.what(),
        alarm.advice(),
        alarm.link(),
        alarm.amount(),
        alarm.toldAmount(),
        alarm.raisedAt().toEpochMilli(),
        Where.millis(alarm.clearedAt()),
        Where.millis(alarm.toldAt()),
        Where.millis(alarm.closedAt()));
  }

  private static void add(SqlSession sql, AlarmNotice notice) throws SQLException {
    long now = notice.createdAt().toEpochMilli();
    sql.update(
        """
        INSERT INTO alarm_notices (id, channel, customer, title, body, created_at, due_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)""",
        notice.id(),
        notice.channel(),
        notice.customer(),
        notice.title(),
        notice.body(),
        now,
        now);
  }

  /**
   * Takes the notice of a channel that has waited longest, if one is due.
   *
   * @param lease how long it is held; then it is due again
   */
  public CompletableFuture<Optional<AlarmNotice>> claim(String channel, Duration lease) {
    return writer.write(
        sql -> {
          long now = clock.millis();
          Optional<AlarmNotice> due =
              sql.first(
                  """
                  SELECT id, channel, customer, title, body, attempts, created_at FROM alarm_notices
                  WHERE due_at IS NOT NULL AND due_at <= ? AND channel = ? ORDER BY due_at, id LIMIT 1""",
                  AlarmStore::notice,
                  now,
                  channel);
          if (due.isEmpty()) {
            return due;
          }
          int taken =
              sql.update(
                  "UPDATE alarm_notices SET attempts = attempts + 1, due_at = ? WHERE id = ? AND due_at <= ?",
                  now + lease.toMillis(),
                  due.get().id(),
                  now);
          return taken == 1 ? due : Optional.empty();
        });
  }

  public CompletableFuture<Integer> sent(AlarmNotice notice) {
    return writer.insist(
        sql ->
            sql.update(
                "UPDATE alarm_notices SET due_at = NULL, sent_at = ?, last_error = NULL WHERE id = ?",
                clock.millis(),
                notice.id()));
  }

  /**
   * @param wait until the next try; null to give up
   */
  public CompletableFuture<Integer> notSent(
      AlarmNotice notice, @Nullable Duration wait, String error) {
    return writer.write(
        sql ->
            sql.update(
                "UPDATE alarm_notices SET due_at = ?, last_error = ? WHERE id = ?",
                wait == null ? null : clock.millis() + wait.toMillis(),
                error,
                notice.id()));
  }

  /** Removes what ended 90 days ago. */
  public CompletableFuture<Integer> forgetOld() {
    return writer.write(
        sql -> {
          long before = clock.millis() - HISTORY.toMillis();
          sql.update("DELETE FROM alarm_notices WHERE due_at IS NULL AND created_at < ?", before);
          return sql.update("DELETE FROM alarms WHERE closed_at < ?", before);
        });
  }

  private static AlarmNotice notice(ResultSet row) throws SQLException {
    return new AlarmNotice(
        row.getString("id"),
        row.getString("channel"),
        row.getString("customer"),
        row.getString("title"),
        row.getString("body"),
        row.getInt("attempts") + 1,
        Instant.ofEpochMilli(row.getLong("created_at")));
  }

  private static AlarmRow alarm(ResultSet row) throws SQLException {
    return new AlarmRow(
        row.getString("id"),
        row.getString("cause"),
        row.getString("kind"),
        row.getString("customer"),
        row.getString("subject"),
        row.getString("what"),
        row.getString("advice"),
        row.getString("link"),
        row.getLong("amount"),
        row.getLong("told_amount"),
        Instant.ofEpochMilli(row.getLong("raised_at")),
        Rows.instant(row, "cleared_at"),
        Rows.instant(row, "told_at"),
        Rows.instant(row, "closed_at"));
  }
}
