package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
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
