package io.usher.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** API tokens, found by their hash. */
public final class TokenStore {

  private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

  private static final String COLUMNS =
      """
      id, name, prefix, role, customers, scopes, created_by, created_at, expires_at, revoked_at, last_used_at""";

  private final GroupCommit writer;
  private final JdbcClient reader;
  private final Clock clock;

  TokenStore(GroupCommit writer, JdbcClient reader, Clock clock) {
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  /** Returns when it is durable. */
  public Token add(NewToken token) {
    String id = Ids.next(clock);
    long now = clock.millis();
    writer
        .write(
            sql ->
                sql.update(
                    """
                    INSERT INTO tokens (id, name, prefix, sha256, role, customers, scopes, created_by, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    id,
                    token.name(),
                    token.prefix(),
                    token.sha256(),
                    token.role(),
                    token.reach().column(),
                    String.join(",", token.scopes()),
                    token.createdBy(),
                    now,
                    token.expiresAt().toEpochMilli()))
        .join();
    return find(id).orElseThrow();
  }

  public Optional<Token> find(String id) {
    return reader
        .sql("SELECT " + COLUMNS + " FROM tokens WHERE id = ?")
        .param(SqlText.storable(id))
        .query((row, n) -> token(row))
        .optional();
  }

  /** Also one that is revoked or has expired. */
  public Optional<Token> withHash(String sha256) {
    return reader
        .sql("SELECT " + COLUMNS + " FROM tokens WHERE sha256 = ?")
        .param(sha256)
        .query((row, n) -> token(row))
        .optional();
  }

  /** Newest first. */
  public List<Token> all() {
    return reader
        .sql("SELECT " + COLUMNS + " FROM tokens ORDER BY id DESC")
        .query((row, n) -> token(row))
        .list();
  }

  /** Returns false when there is no such token; one that is revoked stays so. */
  public boolean revoke(String id) {
    return writer
            .write(
                sql ->
                    sql.update(
                        "UPDATE tokens SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?",
                        clock.millis(),
                        id))
            .join()
        == 1;
  }

  /** Notes that it was used, at most once a minute; doesn't wait. */
  public void used(Token token) {
    long now = clock.millis();
    Instant last = token.lastUsedAt();
    if (last == null || last.toEpochMilli() < now - BETWEEN_NOTES.toMillis()) {
      writer.write(
          sql -> sql.update("UPDATE tokens SET last_used_at = ? WHERE id = ?", now, token.id()));
    }
  }

  private static Token token(ResultSet row) throws SQLException {
    return new Token(
        row.getString("id"),
        row.getString("name"),
        row.getString("prefix"),
        row.getString("role"),
        Reach.ofColumn(row.getString("customers")),
        List.of(row.getString("scopes").split(",")),
        row.getString("created_by"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("expires_at")),
        Rows.instant(row, "revoked_at"),
        Rows.instant(row, "last_used_at"));
  }
}
