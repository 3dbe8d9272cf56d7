package io.usher.store;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When each secret of a source was last the one that matched. Safe for all threads. */
public final class SecretUses {

  private final GroupCommit writer;
  private final JdbcClient reader;

  SecretUses(GroupCommit writer, JdbcClient reader) {
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * @param fingerprint tells one secret from another, and nothing else about it
   */
  public record Use(String customer, String source, String fingerprint, Instant lastUsedAt) {}

  /** What is older than what is there already changes nothing. */
  public CompletableFuture<Integer> used(List<Use> uses) {
    return writer.write(
        sql -> {
          for (Use use : uses) {
            sql.update(
                """
                INSERT INTO secret_uses (customer, source, fingerprint, last_used_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (customer, source, fingerprint) DO UPDATE SET last_used_at = excluded.last_used_at
                WHERE secret_uses.last_used_at < excluded.last_used_at""",
                use.customer(),
                use.source(),
                use.fingerprint(),
                use.lastUsedAt().toEpochMilli());
          }
          return uses.size();
        });
  }

  public List<Use> list() {
    return reader
        .sql("SELECT customer, source, fingerprint, last_used_at FROM secret_uses")
        .query(
            (row, n) ->
                new Use(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    Instant.ofEpochMilli(row.getLong(4))))
        .list();
  }
}
