package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.usher.settings.StartupProblem;
import io.usher.store.StoreCopy.Copied;
import io.usher.testing.Postgres;
import io.usher.testing.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store moves from one database to another as a whole. */
class StoreCopyTest {

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Instant.parse("2027-02-06T19:00:00Z"));

  @Test
  void everythingGoesThereAndBackAndDeliveriesGoOn() throws Exception {
    fill();
    String postgres = Postgres.emptyDatabase();
    List<Copied> there = copy(sqlite("first"), postgres);
    assertThat(there).extracting(Copied::table).isEqualTo(StoreCopy.TABLES);
    assertThat(there)
        .filteredOn(table -> List.of("events", "deliveries", "attempts").contains(table.table()))
        .extracting(Copied::rows)
        .containsExactly(4L, 5L, 2L);
    assertThat(copy(postgres, sqlite("second"))).isEqualTo(there);
    try (StoreParts store = StoreParts.postgres(postgres, folder.resolve("pg"), clock)) {
      assertThat(claim(store)).isEqualTo(3);
    }
    try (StoreParts store = StoreParts.sqlite(folder.resolve("second"), clock)) {
      assertThat(claim(store)).isEqualTo(3);
    }
  }

  @Test
  void everyTableOfTheSchemaIsCopiedButTheSpoolsAndTheSearchsWhichIsFilledAnew() throws Exception {
    try (StoreParts store = StoreParts.sqlite(folder.resolve("first"), clock)) {
      assertThat(
              store
                  .reader
                  .sql(
                      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'flyway%'"
                          + " AND name NOT LIKE 'word_index%' AND name NOT IN ('event_words', 'search_progress', 'spool')")
                  .query(String.class)
                  .list())
          .containsExactlyInAnyOrderElementsOf(StoreCopy.TABLES);
    }
  }

  @Test
  void aStoreWithASpoolThatNobodyTookUpIsNotCopied() throws Exception {
    StoreParts.sqlite(folder.resolve("first"), clock).close();
    Files.createFile(folder.resolve("first").resolve("usher.db-spool-1"));
    assertThatThrownBy(() -> copy(sqlite("first"), sqlite("second")))
        .isInstanceOf(StartupProblem.class)
        .hasMessageEndingWith("Start it once and stop it, then copy.");
  }

  @Test
  void aStoreThatAHubHoldsIsNotCopied() throws Exception {
    try (StoreParts store = StoreParts.sqlite(folder.resolve("first"), clock)) {
      assertThatThrownBy(() -> copy(sqlite("first"), sqlite("second")))
          .isInstanceOf(StartupProblem.class)
          .hasMessageStartingWith("Another hub is running on the data folder ");
    }
  }

  @Test
  void aStoreIsNeverCopiedIntoAnother() throws Exception {
    fill();
    copy(sqlite("first"), sqlite("second"));
    assertThatThrownBy(() -> copy(sqlite("first"), sqlite("second")))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("is not empty: it has events. Name an empty one");
  }

  @Test
  void twoStoresInOneFolderAreRefusedByTheirFolder() throws Exception {
    fill();
    String beside = "jdbc:sqlite:" + folder.resolve("first").resolve("other.db");
    assertThatThrownBy(() -> copy(sqlite("first"), beside))
        .isInstanceOf(StartupProblem.class)
        .hasMessageStartingWith("Both databases lie in the folder ");
  }

  @Test
  void aStoreOfAnotherVersionIsNotCopied() throws Exception {
    fill();
    try (StoreParts store = StoreParts.sqlite(folder.resolve("first"), clock)) {
      store
          .writer
          .write(
              sql ->
                  sql.update("UPDATE flyway_schema_history SET version = '99' WHERE version = '7'"))
          .join();
    }
    assertThatThrownBy(() -> copy(sqlite("first"), sqlite("second")))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("has version 99")
        .hasMessageEndingWith("Run the version of Usher that made it, or a newer one.");
    assertThat(folder.resolve("second").resolve("usher.db")).doesNotExist();
  }

  @Test
  void aStoreThatIsNotThereIsNotMade() {
    assertThatThrownBy(() -> copy(sqlite("nowhere"), sqlite("second")))
        .hasMessageEndingWith("nowhere/usher.db to copy from.");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  private void fill() throws Exception {
    try (StoreParts store = StoreParts.sqlite(folder.resolve("first"), clock)) {
      Sale.accepted(store, "sale-1", "Zo\u00eb \u0000 \ud83c\udfad")
          .routed("crm", "mail")
          .delivered("crm");
      Sale.accepted(store, "sale-2", "x".repeat(20_000)).routed("crm").dead("crm", "no field");
      Sale.accepted(store, "sale-3", "payload").routed("crm", "mail");
      Sale.accepted(store, "sale-4", "payload");
      store.destinations.pause("demo", "mail", "morgan").join();
      store.refused.keep(
          new RefusedWebhook("demo", "showpass", "127.0.0.1", 401, "bad-signature", "No.", 3));
    }
  }

  private int claim(StoreParts store) {
    assertThat(store.destinations.states())
        .singleElement()
        .matches(s -> "morgan".equals(s.pausedBy()));
    store.destinations.resume("demo", "mail").join();
    int claimed = 0;
    for (String destination : List.of("crm", "mail")) {
      claimed +=
          store
              .deliveries
              .claim(DestinationTerms.of("demo", destination, Duration.ofMinutes(1)), 10)
              .join()
              .items()
              .size();
    }
    return claimed;
  }

  private String sqlite(String name) {
    return "jdbc:sqlite:" + folder.resolve(name).resolve("usher.db");
  }

  private static List<Copied> copy(String from, String to) {
    return new StoreCopy(new StoreSettings(from, "", ""), new StoreSettings(to, "", ""))
        .run((table, rows) -> {});
  }
}
