package io.usher.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What fails and why, put together by the sentence. Looks at the newest {@link #LOOKED_AT} only:
 * after an outage there may be a million with one cause.
 */
public final class FailureCauses {

  public static final int LOOKED_AT = 5_000;
  private static final int MOST = 30;

  private final DatabaseType type;
  private final JdbcClient reader;
  private final WhoAsks who;

  FailureCauses(DatabaseType type, JdbcClient reader, WhoAsks who) {
    this.type = type;
    this.reader = reader;
    this.who = who;
  }

  /**
   * @param error as {@code lastError} of each
   * @param oldest when the first of them was made
   */
  public record Cause(
      String customer,
      String destination,
      @Nullable String error,
      long count,
      Instant oldest,
      Instant newest) {}

  /** The most frequent first. */
  public List<Cause> of(String status, @Nullable String customer, @Nullable String destination) {
    Where where = new Where(type);
    where.and("d.status = ?", status);
    where.and("d.customer || '' = ?", customer);
    where.and("d.destination = ?", destination);
    where.within("d.customer", who.reach());
    return reader
        .sql(
            """
            SELECT customer, destination, last_error, count(*) AS n, min(created_at) AS oldest, max(created_at) AS newest
            FROM (SELECT d.customer, d.destination, d.last_error, d.created_at FROM deliveries d%s ORDER BY d.id DESC LIMIT %d) t
            GROUP BY 1, 2, 3 ORDER BY n DESC, newest DESC LIMIT %d"""
                .formatted(where, LOOKED_AT, MOST))
        .params(where.arguments())
        .query(
            (row, n) ->
                new Cause(
                    row.getString("customer"),
                    row.getString("destination"),
                    row.getString("last_error"),
                    row.getLong("n"),
                    Instant.ofEpochMilli(row.getLong("oldest")),
                    Instant.ofEpochMilli(row.getLong("newest"))))
        .list();
  }

  /** When the delivery that waits longest was made; null when none waits. */
  public @Nullable Instant oldestWaiting() {
    Where where = new Where(type);
    where.and("d.status IN ('PENDING', 'RETRYING')");
    where.within("d.customer", who.reach());
    return reader
        .sql("SELECT min(d.id) AS id FROM deliveries d" + where)
        .params(where.arguments())
        .query((row, n) -> row.getString("id"))
        .optional()
        .map(Ids::time)
        .orElse(null);
  }
}
