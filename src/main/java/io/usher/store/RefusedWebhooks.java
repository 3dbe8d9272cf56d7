package io.usher.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the newest refused webhooks for whoever asks why nothing arrives. Best effort on purpose:
 * nobody may fill the disk or slow the acknowledgements by sending rubbish, so only a few wait to
 * be written and the rest is only counted.
 */
public final class RefusedWebhooks {

  static final int KEPT = 1000;
  private static final int MOST_WAITING = 64;

  private final GroupCommit writer;
  private final JdbcClient reader;
  private final Clock clock;
  private final WhoAsks who;
  private final AtomicInteger waiting = new AtomicInteger();

  RefusedWebhooks(GroupCommit writer, JdbcClient reader, Clock clock, WhoAsks who) {
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
    this.who = who;
  }

  /**
   * The newest of a customer's. Those that were sent to nobody's path, perhaps by a mistake of a
   * letter, are among them for whoever may see the whole hub.
   */
  public List<KeptRefusal> newest(String customer, int limit) {
    Reach reach = who.reach();
    if (!reach.includes(customer)) {
      return List.of();
    }
    return reader
        .sql(
            """
            SELECT id, received_at, customer, source, address, status, code, sentence, size FROM refused_webhooks
            WHERE customer = ? OR (customer IS NULL AND ? = 1) ORDER BY id DESC LIMIT ?""")
        .params(customer, reach.isEverything() ? 1 : 0, limit)
        .query((row, n) -> kept(row))
        .list();
  }

  private static KeptRefusal kept(ResultSet row) throws SQLException {
    return new KeptRefusal(
        row.getLong("id"),
        Instant.ofEpochMilli(row.getLong("received_at")),
        new RefusedWebhook(
            row.getString("customer"),
            row.getString("source"),
            row.getString("address"),
            row.getInt("status"),
            row.getString("code"),
            row.getString("sentence"),
            row.getLong("size")));
  }

  public void keep(RefusedWebhook refused) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return;
    }
    long now = clock.millis();
    writer
        .write(
            sql -> {
              sql.update(
                  """
                  INSERT INTO refused_webhooks (received_at, customer, source, address, status, code, sentence, size)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                  now,
                  refused.customer(),
                  refused.source(),
                  refused.address(),
                  refused.status(),
                  refused.code(),
                  refused.sentence(),
                  refused.size());
              return sql.update(
                  "DELETE FROM refused_webhooks WHERE id <= (SELECT max(id) FROM refused_webhooks) - ?",
                  KEPT);
            })
        .whenComplete((done, failure) -> waiting.decrementAndGet());
  }
}
