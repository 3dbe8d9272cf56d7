package io.usher.store;

import io.usher.store.AuditEntry.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log of who did what. Futures complete when the write is durable. */
public final class AuditStore {

  private static final int BATCH = 500;
  private static final int LONGEST_TEXT = 500;

  private final DatabaseType type;
  private final GroupCommit writer;
  private final JdbcClient reader;
  private final Clock clock;

  AuditStore(DatabaseType type, GroupCommit writer, JdbcClient reader, Clock clock) {
    this.type = type;
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  /** An id for a new entry, in the order of time. */
  public String nextId() {
    return Ids.next(clock);
  }

  public CompletableFuture<Integer> add(AuditEntry entry) {
    return writer.write(
        sql ->
            sql.update(
                """
                INSERT INTO audit (id, at, who, via, address, action, subject, customer, outcome, detail)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                entry.id(),
                entry.at().toEpochMilli(),
                shortened(entry.who()),
                entry.via(),
                entry.address(),
                shortened(entry.action()),
                shortened(entry.subject()),
                shortened(entry.customer()),
                entry.outcome(),
                shortened(entry.detail())));
  }

  /** Says how what was begun ended. */
  public CompletableFuture<Integer> end(String id, Outcome outcome, @Nullable String detail) {
    return writer.write(
        sql ->
            sql.update(
                "UPDATE audit SET outcome = ?, detail = ? WHERE id = ?",
                outcome,
                shortened(detail),
                id));
  }

  /** Nobody may fill the disk with long names. */
  private static @Nullable String shortened(@Nullable String text) {
    return text == null || text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT) + "…";
  }

  /** Newest first. */
  public Page<AuditEntry> list(AuditFilter filter) {
    Where where = new Where(type);
    where.and("who = ?", filter.who());
    if (filter.action() != null) {
      where.and("(action = ? OR action LIKE ?)", filter.action(), filter.action() + ".%");
    }
    where.and("subject = ?", filter.subject());
    where.and("customer = ?", filter.customer());
    where.and("outcome = ?", filter.outcome());
    where.and("at >= ?", Where.millis(filter.since()));
    where.and("at < ?", Where.millis(filter.until()));
    where.idsBetween("id", filter.since(), filter.until());
    where.and("id < ?", filter.cursor());
    List<AuditEntry> rows =
        reader
            .sql("SELECT * FROM audit" + where + " ORDER BY id DESC LIMIT " + (filter.limit() + 1))
            .params(where.arguments())
            .query((row, n) -> entry(row))
            .list();
    return Page.of(rows, filter.limit(), AuditEntry::id);
  }

  /** Removes the oldest of before that time, in one small commit; returns how many. */
  public CompletableFuture<Integer> removeBefore(Instant before) {
    return writer.write(
        sql ->
            sql.update(
                "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ? ORDER BY id LIMIT "
                    + BATCH
                    + ")",
                before.toEpochMilli()));
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getString("id"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("who"),
        row.getString("via"),
        row.getString("address"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("customer"),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("detail"));
  }
}
