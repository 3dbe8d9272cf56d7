package io.usher.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other hubs on the same PostgreSQL: tells them which inbox or outbox got work, is told by them
 * (LISTEN and NOTIFY), and keeps our clock on the database's. While the database is away nothing is
 * lost: whoever waits looks by itself every few seconds.
 */
final class Neighbours implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);
  private static final String CHANNEL = "usher";

  private static final String LISTENER = "usher-listener";

  /** How long a name waits at most before the others hear it; many wake-ups become one. */
  private static final int LISTEN_MS = 100;

  private static final Duration BETWEEN_CLOCK_READINGS = Duration.ofSeconds(5);

  private final StoreAddress address;
  private final Wakeups wakeups;
  private final StoreClock clock;
  private final String self = UUID.randomUUID().toString();
  private final Set<String> untold = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::listenUntilClosed, "usher-neighbours");
  private volatile boolean closing;

  Neighbours(StoreAddress address, Wakeups wakeups, StoreClock clock) {
    this.address = address;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  void start() {
    wakeups.tellOthers(untold::add);
    thread.setDaemon(true);
    thread.start();
  }

  private void listenUntilClosed() {
    while (!closing) {
      try (Connection connection = DriverManager.getConnection(address.url(), properties())) {
        listen(connection);
      } catch (SQLException e) {
        LOG.debug("The other hubs can't be heard: {}", e.getMessage());
        pause();
      }
    }
  }

  private Properties properties() {
    Properties properties = address.properties();
    properties.put("ApplicationName", LISTENER);
    return properties;
  }

  /** How many hubs run on the database: each has one connection that listens. */
  static int count(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = ?")) {
      statement.setString(1, LISTENER);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
    PGConnection listening = connection.unwrap(PGConnection.class);
    long lastReading = System.nanoTime() - BETWEEN_CLOCK_READINGS.toNanos();
    while (!closing) {
      hear(listening.getNotifications(LISTEN_MS));
      tell(connection);
      if (System.nanoTime() - lastReading > BETWEEN_CLOCK_READINGS.toNanos()) {
        clock.adjust(connection);
        lastReading = System.nanoTime();
      }
    }
  }

  private void hear(PGNotification @Nullable [] notifications) {
    if (notifications == null) {
      return;
    }
    for (PGNotification notification : notifications) {
      String told = notification.getParameter();
      if (!told.startsWith(self)) {
        wakeups.wakeHere(told.substring(told.indexOf(' ') + 1));
      }
    }
  }

  private void tell(Connection connection) throws SQLException {
    if (untold.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
      for (String name : untold) {
        untold.remove(name);
        statement.setString(1, CHANNEL);
        statement.setString(2, self + " " + name);
        statement.execute();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    if (thread.isAlive()) {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    }
  }
}
