package io.usher.store;

import io.usher.settings.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

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
          "destinations");

  private static final int BATCH = 500;

  private final StoreAddress from;
  private final StoreAddress to;

  /**
   * @throws StartupProblem for an address of a database we have no SQL for
   */
  public StoreCopy(
      String from,
      String fromUser,
      String fromPassword,
      String to,
      String toUser,
      String toPassword) {
    this.from = new StoreAddress(DatabaseType.of(from), from, fromUser, fromPassword);
    this.to = new StoreAddress(DatabaseType.of(to), to, toUser, toPassword);
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
    if (!from.type().isShared() && !Files.exists(file(from))) {
      throw new StartupProblem("There is no database " + file(from) + " to copy from.");
    }
    if (from.url().equals(to.url())) {
      throw new StartupProblem("Both addresses name the same database " + from + ".");
    }
    try (Held source = hold(from);
        Held target = hold(to)) {
      requireCurrent(from);
      prepare(to);
      return copy(progress);
    } catch (SQLException | IOException | FlywayException e) {
      throw new StartupProblem("The store was not copied: " + e.getMessage(), e);
    }
  }

  private static Path file(StoreAddress address) {
    return Path.of(address.url().substring(StoreAddress.SQLITE.length()).replaceFirst("\\?.*", ""));
  }

  /** What keeps hubs away until it is closed. */
  private interface Held extends AutoCloseable {
    @Override
    void close() throws SQLException, IOException;
  }

  /** No hub may run on either side; on an embedded one none can start meanwhile. */
  private static Held hold(StoreAddress address) throws SQLException, IOException {
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
    Flyway flyway = flyway(address);
    if (flyway.info().current() == null || flyway.info().pending().length > 0) {
      throw new StartupProblem(
          "The store "
              + address
              + " is of an older version. Start this version's hub on it once, stop it, and copy then.");
    }
  }

  private static Flyway flyway(StoreAddress address) {
    return Flyway.configure()
        .dataSource(new DriverManagerDataSource(address.url(), address.properties()))
        .locations("classpath:" + address.type().migrations())
        .load();
  }

  private static void prepare(StoreAddress address) throws SQLException {
    ShrinkingFile.choose(address);
    flyway(address).migrate();
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
        List<String> columns = columns(source, table);
        Copied read = copy(table, columns, source, target, progress);
        Copied written = sum(table, columns, target);
        if (!read.equals(written)) {
          target.rollback();
          throw new StartupProblem(
              "The rows of " + table + " are not the same on both sides, so nothing was copied.");
        }
        copied.add(written);
      }
      target.commit();
    }
    return copied;
  }

  /** The refused webhooks' numbers are the database's own. */
  private static List<String> columns(Connection connection, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + table + " LIMIT 0")) {
      for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
        columns.add(none.getMetaData().getColumnName(i));
      }
    }
    if (table.equals("refused_webhooks")) {
      columns.remove("id");
    }
    return columns;
  }

  private static Copied copy(
      String table,
      List<String> columns,
      Connection source,
      Connection target,
      BiConsumer<String, Long> progress)
      throws SQLException {
    String insert =
        "INSERT INTO "
            + table
            + " ("
            + String.join(", ", columns)
            + ") VALUES ("
            + "?, ".repeat(columns.size() - 1)
            + "?)";
    RowSum sum = new RowSum();
    try (Statement statement = reading(source);
        ResultSet rows = statement.executeQuery(select(table, columns));
        PreparedStatement write = target.prepareStatement(insert)) {
      while (rows.next()) {
        List<@Nullable Object> row = row(rows, columns.size());
        sum.add(row);
        bind(write, row);
        write.addBatch();
        if (sum.rows() % BATCH == 0) {
          write.executeBatch();
        }
        if (sum.rows() % (BATCH * 100) == 0) {
          progress.accept(table, sum.rows());
        }
      }
      write.executeBatch();
    }
    return new Copied(table, sum.rows(), sum.sum());
  }

  private static Copied sum(String table, List<String> columns, Connection connection)
      throws SQLException {
    RowSum sum = new RowSum();
    try (Statement statement = reading(connection);
        ResultSet rows = statement.executeQuery(select(table, columns))) {
      while (rows.next()) {
        sum.add(row(rows, columns.size()));
      }
    }
    return new Copied(table, sum.rows(), sum.sum());
  }

  private static String select(String table, List<String> columns) {
    String order = table.equals("refused_webhooks") ? " ORDER BY id" : "";
    return "SELECT " + String.join(", ", columns) + " FROM " + table + order;
  }

  /** PostgreSQL's driver would otherwise hold the whole table in memory. */
  private static Statement reading(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.setFetchSize(BATCH);
    return statement;
  }

  /** Numbers, texts and bytes, the same from every database. */
  private static List<@Nullable Object> row(ResultSet rows, int columns) throws SQLException {
    List<@Nullable Object> row = new ArrayList<>(columns);
    for (int i = 1; i <= columns; i++) {
      Object value = rows.getObject(i);
      if (value instanceof Number number) {
        row.add(number.longValue());
      } else if (value instanceof String text) {
        row.add(SqlText.storable(text));
      } else {
        row.add(value);
      }
    }
    return row;
  }

  private static void bind(PreparedStatement write, List<@Nullable Object> row)
      throws SQLException {
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      if (value == null) {
        write.setNull(i + 1, Types.NULL);
      } else if (value instanceof byte[] bytes) {
        write.setBytes(i + 1, bytes);
      } else if (value instanceof Long number) {
        write.setLong(i + 1, number);
      } else {
        write.setString(i + 1, value.toString());
      }
    }
  }
}
