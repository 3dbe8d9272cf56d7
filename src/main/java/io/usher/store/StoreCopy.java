package io.usher.store;

import io.usher.settings.StartupProblem;
import io.usher.store.Finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.flywaydb.core.api.FlywayException;

/**
 * Copies a whole store into an empty database, also of another kind. What is written is one
 * transaction, compared with its source before the commit: all or nothing.
 */
public final class StoreCopy {

  /** In the order in which rows refer to each other. */
  static final List<String> TABLES =
      List.of(
          "events",
          "deliveries",
          "attempts",
          "jobs",
          "erasures",
          "refused_webhooks",
          "users",
          "tokens",
          "audit",
          "counts",
          "destinations",
          "hourly_events",
          "alarms",
          "alarm_notices",
          "alarm_watch",
          "answered_requests",
          "versions",
          "version_files",
          "file_contents",
          "version_numbers",
          "secret_uses");

  private final StoreAddress from;
  private final StoreAddress to;

  /**
   * @throws StartupProblem for an address of a database we have no SQL for
   */
  public StoreCopy(StoreSettings from, StoreSettings to) {
    this.from = from.named();
    this.to = to.named();
  }

  /**
   * @param sum the same for the same rows, whatever their order
   */
  public record Copied(String table, long rows, long sum) {}

  /**
   * @param progress told every few thousand rows: the table, and its rows so far
   * @throws StartupProblem with a sentence; nothing has been written then
   */
  public List<Copied> run(BiConsumer<String, Long> progress) {
    if (!from.isThere()) {
      throw new StartupProblem("There is no database " + from.file() + " to copy from.");
    }
    if (from.url().equals(to.url())) {
      throw new StartupProblem("Both addresses name the same database " + from + ".");
    }
    if (!from.type().isShared() && !to.type().isShared() && from.folder().equals(to.folder())) {
      throw new StartupProblem(
          "Both databases lie in the folder "
              + to.folder()
              + ", which one process holds alone. Copy into another folder.");
    }
    try (Held source = hold(from);
        Held target = hold(to)) {
      requireCurrent(from);
      requireMoved(from);
      prepare(to);
      return copy(progress);
    } catch (SQLException | IOException | FlywayException e) {
      throw new StartupProblem("The store was not copied: " + e.getMessage(), e);
    }
  }

  /** What keeps hubs away until it is closed. */
  interface Held extends AutoCloseable {
    @Override
    void close() throws SQLException, IOException;
  }

  /** No hub may run on either side; on an embedded one none can start meanwhile. */
  static Held hold(StoreAddress address) throws SQLException, IOException {
    if (!address.type().isShared()) {
      Files.createDirectories(address.folder());
      return DataFolder.hold(address.folder())::close;
    }
    Connection connection = DriverManager.getConnection(address.url(), address.properties());
    if (Neighbours.count(connection) > 0) {
      connection.close();
      throw new StartupProblem("A hub runs on " + address + ". Stop all its hubs first.");
    }
    return connection::close;
  }

  private static void requireCurrent(StoreAddress address) {
    Finding schema = new Schema(address).examine();
    if (schema.verdict() != Verdict.OK) {
      throw new StartupProblem(schema.what() + " " + schema.advice());
    }
  }

  private static void requireMoved(StoreAddress address) {
    if (!address.type().isShared() && !SpoolFiles.left(address.file()).isEmpty()) {
      throw new StartupProblem(
          "The hub on "
              + address
              + " was killed, and what it acknowledged last is still in its spool. Start it once and stop it, then copy.");
    }
  }

  private static void prepare(StoreAddress address) throws SQLException {
    ShrinkingFile.choose(address);
    new Schema(address).migrate();
    try (Connection connection = DriverManager.getConnection(address.url(), address.properties());
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet any = statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 1")) {
          if (any.next()) {
            throw new StartupProblem(
                "The database "
                    + address
                    + " is not empty: it has "
                    + table
                    + ". Name an empty one; a store is never copied into another.");
          }
        }
      }
    }
  }

  private List<Copied> copy(BiConsumer<String, Long> progress) throws SQLException {
    List<Copied> copied = new ArrayList<>();
    try (Connection source = DriverManager.getConnection(from.url(), from.properties());
        Connection target = to.openForWriting()) {
      source.setAutoCommit(false);
      for (String table : TABLES) {
        CopiedTable copying = new CopiedTable(table, source);
        Copied read = copying.copy(source, target, progress);
        Copied written = copying.sum(target);
        if (!read.equals(written)) {
          target.rollback();
          throw new StartupProblem(
              "The rows of "
                  + table
                  + " are not the same on both sides, so nothing was copied. Ask again; if it stays so, report it.");
        }
        copied.add(written);
      }
      target.commit();
    }
    return copied;
  }
}
