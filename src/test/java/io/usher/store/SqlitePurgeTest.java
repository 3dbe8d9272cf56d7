package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.testing.Noise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlitePurgeTest extends PurgeContract {

  private static final int SALES = 400;

  @TempDir Path folder;

  @Override
  StoreParts open(Clock clock) throws Exception {
    return StoreParts.sqlite(folder, clock);
  }

  @Test
  void theFileShrinksByWhatWasRemoved() throws Exception {
    String payload = Noise.text(12_000);
    for (int i = 0; i < SALES; i++) {
      Sale.accepted(store, "sale-" + i, payload).routed();
    }
    reopen();
    long before = fileSize();
    clock.tick(Duration.ofDays(30));
    assertThat(purgePayloads(clock.instant()).payloads()).isEqualTo(SALES);
    while (freePages() > 0) {
      store.space.giveBackSome().join();
    }
    reopen();
    assertThat(before - fileSize()).isGreaterThan(SALES * 8_000L);
    assertThat(store.reader.sql("PRAGMA integrity_check").query(String.class).single())
        .isEqualTo("ok");
    assertThat(count("events")).isEqualTo(SALES);
  }

  @Test
  void theNextBatchIsFoundByItsIndex() {
    assertThat(plan("payload IS NOT NULL AND fresh = 0"))
        .contains("USING INDEX events_payload_age");
    assertThat(plan("payload IS NULL")).contains("USING INDEX events_log_age");
  }

  private String plan(String which) {
    List<String> steps =
        store
            .reader
            .sql(
                "EXPLAIN QUERY PLAN SELECT id, received_at, size FROM events WHERE "
                    + which
                    + " AND customer = 'demo' AND received_at < 5 AND (received_at, id) > (1, 'x')"
                    + " ORDER BY received_at, id LIMIT 200")
            .query((row, n) -> row.getString("detail"))
            .list();
    assertThat(steps).hasSize(1);
    return steps.get(0);
  }

  private long freePages() {
    return store.reader.sql("PRAGMA freelist_count").query(Long.class).single();
  }

  /** Closing the last connection brings everything from the log file into the database's. */
  private void reopen() throws Exception {
    store.close();
    store = open(clock);
  }

  private long fileSize() throws IOException {
    return Files.size(folder.resolve("usher.db"));
  }
}
