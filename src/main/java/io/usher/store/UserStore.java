package io.usher.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may sign in. Passwords are kept as hashes only. Each change returns when it is durable. */
public final class UserStore {

  private static final String COLUMNS =
      "name, password_hash, role, customers, created_at, changed_at, signed_in_at";

  private final GroupCommit writer;
  private final JdbcClient reader;
  private final Clock clock;

  UserStore(GroupCommit writer, JdbcClient reader, Clock clock) {
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  public Optional<User> find(String name) {
    return reader
        .sql("SELECT " + COLUMNS + " FROM users WHERE name = ?")
        .param(SqlText.storable(name))
        .query((row, n) -> user(row))
        .optional();
  }

  /** By name. */
  public List<User> all() {
    return reader
        .sql("SELECT " + COLUMNS + " FROM users ORDER BY name")
        .query((row, n) -> user(row))
        .list();
  }

  /** Returns false when there is one of that name already. */
  public boolean add(String name, String passwordHash, String role, Reach reach) {
    long now = clock.millis();
    return writer
            .write(
                sql ->
                    sql.update(
                        """
                        INSERT INTO users (name, password_hash, role, customers, created_at, changed_at)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING""",
                        name,
                        passwordHash,
                        role,
                        reach.column(),
                        now,
                        now))
            .join()
        == 1;
  }

  public boolean setPassword(String name, String passwordHash) {
    return writer
            .write(
                sql ->
                    sql.update(
                        "UPDATE users SET password_hash = ?, changed_at = ? WHERE name = ?",
                        passwordHash,
                        clock.millis(),
                        name))
            .join()
        == 1;
  }

  public boolean setRole(String name, String role, Reach reach) {
    return writer
            .write(
                sql ->
                    sql.update(
                        "UPDATE users SET role = ?, customers = ?, changed_at = ? WHERE name = ?",
                        role,
                        reach.column(),
                        clock.millis(),
                        name))
            .join()
        == 1;
  }

  public boolean remove(String name) {
    return writer.write(sql -> sql.update("DELETE FROM users WHERE name = ?", name)).join() == 1;
  }

  /** Doesn't wait: nothing depends on it. */
  public void signedIn(String name) {
    writer.write(
        sql ->
            sql.update("UPDATE users SET signed_in_at = ? WHERE name = ?", clock.millis(), name));
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(
        row.getString("name"),
        row.getString("password_hash"),
        row.getString("role"),
        Reach.ofColumn(row.getString("customers")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")),
        Rows.instant(row, "signed_in_at"));
  }
}
