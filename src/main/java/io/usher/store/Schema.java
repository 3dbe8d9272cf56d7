package io.usher.store;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database's tables, and whether they are those that this Usher works with. */
final class Schema {

  private static final String CHECK = "schema";

  private final StoreAddress address;
  private final Flyway migrations;

  Schema(StoreAddress address) {
    this.address = address;
    this.migrations =
        Flyway.configure()
            .dataSource(new DriverManagerDataSource(address.url(), address.properties()))
            .locations("classpath:" + address.type().migrations())
            .load();
  }

  /** Makes the tables, or brings them up to date. */
  void migrate() {
    migrations.migrate();
  }

  /** Changes nothing. */
  Finding examine() {
    MigrationInfoService info = migrations.info();
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
