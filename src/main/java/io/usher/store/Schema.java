package io.usher.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database's tables, and whether they are those that this Usher works with. */
final class Schema {

  private static final String CHECK = "schema";

  /** Of all migrations that there are, the oldest first. */
  static final List<String> VERSIONS =
      List.of("1", "2", "4", "5", "6", "7", "8", "9", "10", "12", "13", "14", "15", "16");

  private final StoreAddress address;

  Schema(StoreAddress address) {
    this.address = address;
  }

  /**
   * Makes the tables, or brings them up to date. Most starts find them so: to load Flyway for that
   * would take a ninth of the time until the first webhook is taken.
   */
  void migrate() {
    if (!isUpToDate()) {
      migrations().migrate();
    }
  }

  private Flyway migrations() {
    return Flyway.configure()
        .dataSource(new DriverManagerDataSource(address.url(), address.properties()))
        .locations("classpath:" + address.type().migrations())
        .load();
  }

  /** Exactly these migrations were made, and none of them failed. */
  private boolean isUpToDate() {
    try (Connection connection = DriverManager.getConnection(address.url(), address.properties());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT version, success FROM flyway_schema_history ORDER BY installed_rank")) {
      List<String> made = new ArrayList<>();
      while (rows.next()) {
        made.add(rows.getBoolean("success") ? rows.getString("version") : "failed");
      }
      return made.equals(VERSIONS);
    } catch (SQLException unknown) {
      // Flyway says what is wrong, or makes the table.
      return false;
    }
  }

  /** Changes nothing. */
  Finding examine() {
    MigrationInfoService info = migrations().info();
    MigrationInfo current = info.current();
    if (current == null) {
      return Finding.problem(
          CHECK, "The database " + address + " has no tables of Usher.", "Start the hub once.");
    }
    for (MigrationInfo each : info.all()) {
      if (each.getState().isFailed() || !each.getState().isResolved()) {
        return Finding.problem(
            CHECK,
            "The database "
                + address
                + " has version "
                + current.getVersion()
                + " ("
                + each.getState().getDisplayName()
                + "), which this Usher doesn't know.",
            "Run the version of Usher that made it, or a newer one.");
      }
    }
    return info.pending().length > 0
        ? Finding.problem(
            CHECK,
            "The database "
                + address
                + " has version "
                + current.getVersion()
                + ", older than this Usher.",
            "Start the hub once; it brings the database up to date. Then ask again.")
        : Finding.ok(CHECK, "Version " + current.getVersion() + ", as this Usher needs it.");
  }
}
