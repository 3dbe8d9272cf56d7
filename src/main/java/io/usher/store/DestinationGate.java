package io.usher.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how many of a destination's deliveries may start now. Asked within the claim's own write, so
 * that all hubs of a store obey a pause, a breaker and a rate at once.
 */
final class DestinationGate {

  /** Another hub is at this very destination's row. */
  private static final long BUSY_MS = 20;

  /** So much of a rate may start together after a silence, for a timer is never exact. */
  private static final long BURST_MICROS = 100_000;

  private static final String ROW =
      "SELECT d.paused_at, d.opened_at, d.probe_at, d.quiet_until, d.rate_from FROM destinations d"
          + " WHERE d.customer = ? AND d.destination = ?";

  /**
   * Finds a destination, {@code :customer} and {@code :destination}, that takes nothing at {@code
   * :now}.
   */
  static final String CLOSED =
      "SELECT 1 FROM destinations d WHERE d.customer = :customer AND d.destination = :destination"
          + " AND (d.paused_at IS NOT NULL OR d.opened_at IS NOT NULL OR d.quiet_until > :now)";

  private final SqlSession sql;
  private final DatabaseType type;
  private final DestinationTerms terms;
  private final long now;

  DestinationGate(SqlSession sql, DatabaseType type, DestinationTerms terms, long now) {
    this.sql = sql;
    this.type = type;
    this.terms = terms;
    this.now = now;
  }

  /** How many of so many may start. */
  Leave ask(int wanted) throws SQLException {
    Row row = read("").orElse(Row.NOTHING_KEPT);
    Leave leave = leave(row, wanted);
    if (leave.most == 0 || (!leave.probe && terms.rate() == null)) {
      return leave;
    }
    if (row == Row.NOTHING_KEPT) {
      sql.update(
          "INSERT INTO destinations (customer, destination) VALUES (?, ?) ON CONFLICT DO NOTHING",
          terms.customer(),
          terms.destination());
    }
    return askAlone(wanted);
  }

  /** Nobody else gets this row until the claim is committed. */
  private Leave askAlone(int wanted) throws SQLException {
    Optional<Row> row = read(type.skipLocked("d"));
    if (row.isEmpty()) {
      return Leave.none(now + BUSY_MS);
    }
    Leave leave = leave(row.get(), wanted);
    Rate rate = terms.rate();
    return rate == null || leave.most == 0 ? leave : rated(rate, row.get(), leave);
  }

  private Optional<Row> read(String locking) throws SQLException {
    return sql.first(ROW + locking, Row::of, terms.customer(), terms.destination());
  }

  private Leave leave(Row row, int wanted) {
    if (row.pausedAt != null) {
      return Leave.none(null);
    }
    if (row.quietUntil != null && row.quietUntil > now) {
      return Leave.none(row.quietUntil);
    }
    if (row.openedAt == null) {
      return new Leave(wanted, false, null, null);
    }
    return row.probeAt != null && row.probeAt > now
        ? Leave.none(row.probeAt)
        : new Leave(1, true, null, null);
  }

  /**
   * The generic cell rate algorithm (ITU-T I.371): each start moves the time from which the next is
   * allowed.
   */
  private Leave rated(Rate rate, Row row, Leave leave) {
    long each = rate.period().toNanos() / 1000 / rate.rows();
    long burst = Math.max(0, BURST_MICROS - each);
    long micros = now * 1000;
    long from = row.rateFrom == null ? micros : Math.max(row.rateFrom, micros);
    if (from > micros + burst + each) {
      // No start leads so far: a clock was ahead.
      from = micros;
    }
    long allowed = from > micros + burst ? 0 : (micros + burst - from) / each + 1;
    int most = (int) Math.min(leave.most, allowed);
    long next = (from + most * each - burst) / 1000 + 1;
    return new Leave(most, leave.probe, most < leave.most ? next : null, new Spending(from, each));
  }

  /** Notes what was started by this leave. */
  void started(Leave leave, int count, long leaseEnd) throws SQLException {
    if (leave.spending != null) {
      set("rate_from", leave.spending.from + count * leave.spending.each);
    }
    if (leave.probe && count > 0) {
      set("probe_at", leaseEnd);
    }
  }

  private void set(String column, long value) throws SQLException {
    sql.update(
        "UPDATE destinations SET " + column + " = ? WHERE customer = ? AND destination = ?",
        value,
        terms.customer(),
        terms.destination());
  }

  /**
   * @param most how many may start now
   * @param probe whether it is the one that tries if the destination is back
   * @param next when to ask again for more; null to wait for the next due row or a wake-up
   */
  record Leave(int most, boolean probe, @Nullable Long next, @Nullable Spending spending) {

    static Leave none(@Nullable Long next) {
      return new Leave(0, false, next, null);
    }

    /** When to claim again, where the claim itself would say so much. */
    @Nullable Instant nextAfter(Claim<?> claim) {
      boolean usedUp = next != null && claim.items().size() == most;
      return usedUp ? Instant.ofEpochMilli(next) : claim.nextDue();
    }
  }

  /** What a start costs of the rate, and from where it counts; microseconds. */
  record Spending(long from, long each) {}

  private record Row(
      @Nullable Long pausedAt,
      @Nullable Long openedAt,
      @Nullable Long probeAt,
      @Nullable Long quietUntil,
      @Nullable Long rateFrom) {

    static final Row NOTHING_KEPT = new Row(null, null, null, null, null);

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          number(row, "paused_at"),
          number(row, "opened_at"),
          number(row, "probe_at"),
          number(row, "quiet_until"),
          number(row, "rate_from"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
      long value = row.getLong(column);
      return row.wasNull() ? null : value;
    }
  }
}
