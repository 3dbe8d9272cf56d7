package io.usher.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The writer's connection with its prepared statements, each compiled once. Used by one thread.
 * Spring's JDBC client serves the readers; here it would compile every statement anew, on the path
 * that an acknowledgement waits for.
 */
final class SqlSession implements AutoCloseable {

  /** Turns the current row into an object. */
  @FunctionalInterface
  interface Row<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Statements that no transaction may hold. */
  @FunctionalInterface
  interface Alone {
    void run(SqlSession sql) throws SQLException;
  }

  /** A plan of a time when tables were empty is not kept longer. */
  private static final Duration PLANS_LAST = Duration.ofSeconds(10);

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private final boolean arrays;
  private final Optional<String> planAnew;
  private final StatusCounts counts;
  private long plannedNanos = System.nanoTime();

  SqlSession(Connection connection) {
    this(connection, DatabaseType.SQLITE, 0);
  }

  /**
   * @param writer which of the writers that may commit side by side uses it
   */
  SqlSession(Connection connection, DatabaseType type, int writer) {
    this.connection = connection;
    this.arrays = type.hasArrays();
    this.planAnew = type.planAnew();
    this.counts = new StatusCounts(writer);
  }

  /** Whoever makes, moves or removes an event or a delivery says so there. */
  StatusCounts counts() {
    return counts;
  }

  /** Whether a value of a statement may be an array. */
  boolean hasArrays() {
    return arrays;
  }

  Array array(String type, @Nullable Object[] values) throws SQLException {
    return connection.createArrayOf(type, values);
  }

  int update(String sql, @Nullable Object... arguments) throws SQLException {
    return bound(sql, arguments).executeUpdate();
  }

  /**
   * The same statement for many rows, in one go.
   *
   * @return how many rows each changed
   */
  int[] updateEach(String sql, List<@Nullable Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return new int[0];
    }
    PreparedStatement statement = prepared(sql);
    for (Object[] row : rows) {
      bindAll(statement, row);
      statement.addBatch();
    }
    try {
      return statement.executeBatch();
    } catch (AssertionError e) {
      // PostgreSQL's driver asserts, where assertions are on, that a broken connection still works.
      throw new SQLNonTransientConnectionException("The connection broke.", "08006", e);
    }
  }

  /**
   * The same change to many rows.
   *
   * @param sql up to the column that the ids are compared with
   */
  void updateAll(String sql, List<String> ids, @Nullable Object... arguments) throws SQLException {
    if (arrays && ids.size() > 1) {
      update(sql + " = ANY(?)", with(arguments, array("text", ids.toArray())));
    } else {
      updateEach(sql + " = ?", ids.stream().map(id -> with(arguments, id)).toList());
    }
  }

  private static @Nullable Object[] with(@Nullable Object[] arguments, Object last) {
    @Nullable Object[] more = Arrays.copyOf(arguments, arguments.length + 1);
    more[arguments.length] = last;
    return more;
  }

  <T> List<T> list(String sql, Row<T> row, @Nullable Object... arguments) throws SQLException {
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(row.map(rows));
      }
      return found;
    }
  }

  /**
   * The rows with these ids, in any order.
   *
   * @param sql up to the column that the ids are compared with
   */
  <T> List<T> listAll(String sql, Row<T> row, List<String> ids) throws SQLException {
    if (arrays && ids.size() > 1) {
      return list(sql + " = ANY(?)", row, array("text", ids.toArray()));
    }
    List<T> found = new ArrayList<>();
    for (String id : ids) {
      first(sql + " = ?", row, id).ifPresent(found::add);
    }
    return found;
  }

  <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... arguments) throws SQLException {
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      return rows.next() ? Optional.ofNullable(row.map(rows)) : Optional.empty();
    }
  }

  /**
   * Runs a statement that is neither query nor update to its end. Prepared, SQLite's would stop
   * after its first step.
   */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** Likewise, one after the other. */
  void executeAll(List<String> statements) throws SQLException {
    for (String statement : statements) {
      execute(statement);
    }
  }

  /**
   * The connection must be between two transactions. SQLite's driver counts every prepared
   * statement as one in progress, beside which the file can't be written anew.
   */
  void outsideTransaction(Alone alone) throws SQLException {
    for (PreparedStatement each : statements.values()) {
      each.close();
    }
    statements.clear();
    connection.setAutoCommit(true);
    try {
      alone.run(this);
      counts.write(this);
    } finally {
      connection.setAutoCommit(false);
    }
  }

  /** To be called now and then: lets go of plans that were made for tables of another size. */
  void renewPlans() throws SQLException {
    if (planAnew.isPresent() && System.nanoTime() - plannedNanos > PLANS_LAST.toNanos()) {
      planAnew();
    }
  }

  void planAnew() throws SQLException {
    if (planAnew.isPresent()) {
      execute(planAnew.get());
    }
    plannedNanos = System.nanoTime();
  }

  void commit() throws SQLException {
    counts.write(this);
    connection.commit();
  }

  void rollback() throws SQLException {
    counts.forget();
    connection.rollback();
  }

  private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = prepared(sql);
    bindAll(statement, arguments);
    return statement;
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  private static void bindAll(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i]);
    }
  }

  static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.NULL);
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Integer number) {
      statement.setInt(index, number);
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (value instanceof Array array) {
      statement.setArray(index, array);
    } else {
      statement.setString(index, SqlText.storable(value.toString()));
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
