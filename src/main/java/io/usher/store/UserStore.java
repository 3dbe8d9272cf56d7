package io.usher.store;

import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may sign in. Passwords are kept as hashes only. */
public final class UserStore {

  private final GroupCommit writer;
  private final JdbcClient reader;
  private final Clock clock;

  UserStore(GroupCommit writer, JdbcClient reader, Clock clock) {
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  public Optional<String> passwordHash(String name) {
    return reader
        .sql("SELECT password_hash FROM users WHERE name = ?")
        .param(name)
        .query(String.class)
        .optional();
  }

  /** Adds a user or replaces the password; returns when that is durable. */
  public void save(String name, String passwordHash) {
    long now = clock.millis();
    writer
        .write(
            sql ->
                sql.update(
                    """
                    INSERT INTO users (name, password_hash, created_at) VALUES (?, ?, ?)
                    ON CONFLICT (name) DO UPDATE SET password_hash = excluded.password_hash""",
                    name,
                    passwordHash,
                    now))
        .join();
  }
}
