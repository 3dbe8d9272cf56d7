package io.usher.store;

import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import org.flywaydb.core.api.FlywayException;
import org.springframework.core.NestedExceptionUtils;

/** A database that this process may use: its folder is held, and its tables are up to date. */
final class ReadyDatabase implements AutoCloseable {

  private final StoreAddress address;
  private final DataFolder folder;

  private ReadyDatabase(StoreAddress address, DataFolder folder) {
    this.address = address;
    this.folder = folder;
  }

  /**
   * Holds the folder first, then migrates.
   *
   * @throws StartupProblem when one of both can't be done
   */
  static ReadyDatabase of(StoreSettings settings, HubSettings hub) {
    StoreAddress address = settings.address(hub);
    DataFolder folder =
        DataFolder.hold(address.type().isShared() ? hub.dataDir() : address.folder());
    ReadyDatabase database = new ReadyDatabase(address, folder);
    try {
      database.migrate();
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private void migrate() {
    ShrinkingFile.choose(address);
    try {
      new Schema(address).migrate();
    } catch (FlywayException e) {
      throw problem(e);
    }
  }

  /** Why the hub can't start on it, and what helps. */
  StartupProblem problem(Exception cause) {
    return new StartupProblem(
        "The database "
            + address
            + " can't be opened or brought up to date: "
            + NestedExceptionUtils.getMostSpecificCause(cause).getMessage()
            + ". "
            + (type().isShared()
                ? "Check usher.store.url, usher.store.user and usher.store.password, and that the server runs."
                : "Restore it from a backup, or name another with usher.store.url."),
        cause);
  }

  StoreAddress address() {
    return address;
  }

  DatabaseType type() {
    return address.type();
  }

  /**
   * By which every time is that the store keeps.
   *
   * @throws StartupProblem when the database can't be asked for it
   */
  Clock clock() {
    try {
      return type().isShared() ? StoreClock.startingWith(address) : new SteadyClock();
    } catch (SQLException e) {
      throw problem(e);
    }
  }

  /** Another process may have the folder from now on. */
  @Override
  public void close() {
    try {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
