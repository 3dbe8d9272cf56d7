package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.event.EventStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {

  @TempDir Path folder;

  @Test
  void listsAreReadFromTheirIndexesWithTheFreshOnesBeside() {
    assertThat(plan("e.status = 'ROUTED'")).contains("events_by_status").contains("events_fresh");
    assertThat(plan("e.customer = 'demo'")).contains("events_by_customer").contains("events_fresh");
    assertThat(plan("e.type = 'refund'")).contains("events_by_type").contains("events_fresh");
    assertThat(explain("SELECT status FROM " + store.type.events("customer, status, received_at")))
        .contains("COVERING INDEX events_by_status");
  }

  @Test
  void keysAreReadFromTheirIndexInItsOrder() {
    String plan =
        explain(IndexedKeys.NEXT.replaceFirst("\\?, \\?, \\?", "'a', 'b', 'c'").replace("?", "9"));
    assertThat(plan).contains("SEARCH events USING COVERING INDEX events_once");
    assertThat(plan).doesNotContain("TEMP B-TREE");
  }

  @Test
  void aKeyIsKnownAgainWhereverItWasWhenTheIndexedOnesWereRead() throws Exception {
    NewEvent strange = event("nul \0, half \uD800", "sale-strange", "invoice.purchase");
    accept(strange);
    IntStream.rangeClosed(1, 20).forEach(i -> accept(dana(i)));
    claimEvents(10);
    store.close();
    store = StoreParts.sqlite(folder, clock, limits(FreshKeys.MOST, 3));
    assertThat(duplicates(21, 25)).isZero();
    await().until(() -> !store.indexedKeys.mayHold(FreshKeys.hash("demo", "showpass", "of none")));

    assertThat(duplicates(1, 25)).isEqualTo(25);
    assertThat(duplicates(26, 30)).isZero();
    assertThat(claimEvents(100)).isNotEmpty();
    assertThat(duplicates(1, 30)).as("all claimed").isEqualTo(30);
    assertThat(accept(strange).duplicate()).isTrue();
    NewEvent suspicious = dana(31).quarantined(dana(31).key(), "Its signature is missing.");
    assertThat(accept(suspicious).duplicate()).isFalse();
    assertThat(accept(dana(31)).duplicate()).as("signed this time").isTrue();
    assertThat(accept(with(dana(30), "other content")).status()).isEqualTo(EventStatus.QUARANTINED);
    assertThat(accept(with(dana(30), "other content")).duplicate()).isTrue();

    String behind = "UPDATE events SET event_key = 'purchase-32' WHERE event_key = 'purchase-1'";
    store.writer.write(sql -> sql.update(behind)).join();
    assertThat(accept(dana(32)).status())
        .as("what the filter doesn't know is not looked for")
        .isEqualTo(EventStatus.ACCEPTED);
  }

  @Test
  void moreKeysThanMemoryHasRoomForAreKnownToo() throws Exception {
    store.close();
    store = StoreParts.sqlite(folder, clock, limits(2, IndexedKeys.PAYS_FROM));
    assertThat(duplicates(1, 5)).isZero();
    assertThat(duplicates(1, 5)).isEqualTo(5);
    assertThat(claimEvents(10)).hasSize(5);
  }

  private static OpenStore.Limits limits(int freshKeys, int indexedKeysPayFrom) {
    return new OpenStore.Limits(
        freshKeys, indexedKeysPayFrom, SpoolFiles.LONGEST, Spool.MOST_UNMOVED);
  }

  private long duplicates(int first, int last) {
    return IntStream.rangeClosed(first, last).filter(i -> accept(dana(i)).duplicate()).count();
  }

  private String plan(String condition) {
    String plan =
        explain(
            "SELECT e.id, e.buyer_name FROM %s e WHERE %s AND e.id < 'x' ORDER BY e.id DESC LIMIT 51"
                .formatted(store.type.events("*"), condition));
    assertThat(plan).doesNotContain("TEMP B-TREE").doesNotContain("SCAN");
    return plan;
  }

  private String explain(String query) {
    return String.join(
        "\n",
        store
            .reader
            .sql("EXPLAIN QUERY PLAN " + query)
            .query((row, n) -> row.getString("detail"))
            .list());
  }

  @Override
  StoreParts open(Clock clock) throws Exception {
    return StoreParts.sqlite(folder, clock);
  }
}
