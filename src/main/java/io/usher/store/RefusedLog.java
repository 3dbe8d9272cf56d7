package io.usher.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Shows what {@link RefusedWebhooks} kept, to whoever asks why nothing arrives. */
public final class RefusedLog {

  private final DatabaseType type;
  private final JdbcClient reader;
  private final WhoAsks who;

  RefusedLog(DatabaseType type, JdbcClient reader, WhoAsks who) {
    this.type = type;
    this.reader = reader;
    this.who = who;
  }

  /** A refused webhook and when it came. */
  public record Entry(Instant at, RefusedWebhook webhook) {}

  /**
   * Newest first.
   *
   * @param customer whose; null for everybody's and those whose path belongs to nobody
   */
  public List<Entry> newest(@Nullable String customer, int limit) {
    Where where = new Where(type);
    where.and("r.customer = ?", customer);
    where.within("r.customer", who.reach());
    return reader
        .sql("SELECT * FROM refused_webhooks r" + where + " ORDER BY r.id DESC LIMIT " + limit)
        .params(where.arguments())
        .query(
            (row, n) ->
                new Entry(
                    Instant.ofEpochMilli(row.getLong("received_at")),
                    new RefusedWebhook(
                        row.getString("customer"),
                        row.getString("source"),
                        row.getString("address"),
                        row.getInt("status"),
                        row.getString("code"),
                        row.getString("sentence"),
                        row.getLong("size"))))
        .list();
  }
}
