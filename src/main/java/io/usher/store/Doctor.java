package io.usher.store;

import io.usher.settings.HubSettings;
import io.usher.store.Finding.Verdict;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Looks at a store from outside, whether or not a hub runs on it, and says what is wrong with it
 * and what to do. It only reads, and each question is one statement, so that what a running hub
 * moves meanwhile is no finding.
 */
public final class Doctor {

  private static final List<Examination> EXAMINATIONS =
      List.of(
          new ExaminedDatabase(),
          new ExaminedQueue(),
          new ExaminedDestinations(),
          new ExaminedRows(),
          new ExaminedSearch());

  private final StoreAddress address;
  private final HubSettings hub;
  private final DiskSettings disk;

  public Doctor(StoreSettings store, HubSettings hub, DiskSettings disk) {
    this.address = store.address(hub);
    this.hub = hub;
    this.disk = disk;
  }

  /**
   * @param deep also reads everything, which takes long on a large store
   */
  public List<Finding> examine(boolean deep) {
    if (!address.isThere()) {
      return List.of(
          Finding.problem(
              "store",
              "There is no database " + address.file() + ".",
              "Run this in the hub's folder, name the folder with USHER_DATA_DIR, or start the hub once."));
    }
    try (Connection connection = DriverManager.getConnection(address.url(), address.properties())) {
      return examine(connection, deep);
    } catch (SQLException | DataAccessException | FlywayException e) {
      return List.of(unreadable(e));
    }
  }

  private Finding unreadable(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Finding.problem(
        "store",
        "The database " + address + " can't be read: " + root.getMessage(),
        address.type().isShared()
            ? "Check usher.store.url, usher.store.user and usher.store.password, and that the server runs."
            : "If it is damaged, stop the hub, keep a copy of the data folder and restore a backup: docs/operate.md.");
  }

  private List<Finding> examine(Connection connection, boolean deep) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    Finding schema = new Schema(address).examine();
    findings.add(schema);
    if (schema.verdict() == Verdict.PROBLEM) {
      return findings;
    }
    Instant machine = Instant.now();
    Instant now = address.type().isShared() ? StoreClock.startingWith(address).instant() : machine;
    Duration apart = Duration.between(machine, now).abs();
    try (Statement statement = connection.createStatement()) {
      statement.execute(address.type().onReader());
    }
    JdbcClient reader = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    int hubs = hubs(connection);
    findings.add(Finding.ok("hubs", running(hubs)));
    ExaminedStore store =
        new ExaminedStore(
            address, reader, now, apart, hub.dataDir(), hub.routesDir(), disk, hubs, deep);
    EXAMINATIONS.forEach(examination -> findings.addAll(examined(examination, store)));
    return findings;
  }

  /** What can't be looked at must not hide the rest. */
  private List<Finding> examined(Examination examination, ExaminedStore store) {
    try {
      return examination.of(store);
    } catch (DataAccessException e) {
      return List.of(unreadable(e));
    }
  }

  private static String running(int hubs) {
    return hubs == 0
        ? "No hub runs on it."
        : hubs == 1 ? "A hub runs on it." : hubs + " hubs run on it.";
  }

  private int hubs(Connection connection) throws SQLException {
    if (address.type().isShared()) {
      return Neighbours.count(connection);
    }
    return DataFolder.isHeld(address.folder()) ? 1 : 0;
  }
}
