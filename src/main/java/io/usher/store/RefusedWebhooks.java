package io.usher.store;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the newest refused webhooks for whoever asks why nothing arrives. Best effort on purpose:
 * nobody may fill the disk or slow the acknowledgements by sending rubbish, so only a few wait to
 * be written and the rest is only counted.
 */
public final class RefusedWebhooks {

  static final int KEPT = 1000;
  private static final int MOST_WAITING = 64;

  private final GroupCommit writer;
  private final Clock clock;
  private final AtomicInteger waiting = new AtomicInteger();

  RefusedWebhooks(GroupCommit writer, Clock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /** Ends when it is kept, or at once where too many wait already. */
  public CompletableFuture<Void> keep(RefusedWebhook refused) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return CompletableFuture.completedFuture(null);
    }
    long now = clock.millis();
    return writer
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
        .whenComplete((done, failure) -> waiting.decrementAndGet())
        .thenApply(done -> null);
  }
}
