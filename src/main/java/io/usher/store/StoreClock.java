package io.usher.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * The time that every process on one database agrees on: the database's own. Between two looks at
 * it the machine's steady counter goes on, so a machine whose clock is wrong or is set meanwhile
 * does no harm. Safe for all threads.
 */
final class StoreClock extends Clock {

  private static final String NOW =
      "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

  private volatile Reading last;

  private StoreClock(Reading first) {
    this.last = first;
  }

  /**
   * @throws SQLException when the database can't be asked
   */
  static StoreClock startingWith(StoreAddress address) throws SQLException {
    try (Connection connection = DriverManager.getConnection(address.url(), address.properties())) {
      return new StoreClock(read(connection));
    }
  }

  /** Looks at the database's clock again. */
  void adjust(Connection connection) throws SQLException {
    last = read(connection);
  }

  private static Reading read(Connection connection) throws SQLException {
    long before = System.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(NOW)) {
      long after = System.nanoTime();
      row.next();
      return new Reading(row.getLong(1), before + (after - before) / 2);
    }
  }

  @Override
  public Instant instant() {
    Reading reading = last;
    long passed = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - reading.nanos);
    return Instant.EPOCH.plus(reading.micros + passed, ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("The store's clock is UTC.");
  }

  private record Reading(long micros, long nanos) {}
}
