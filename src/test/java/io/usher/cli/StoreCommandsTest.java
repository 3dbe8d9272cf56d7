package io.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Keyboard;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person types to look after a store without a hub. */
class StoreCommandsTest {

  @TempDir Path folder;

  @BeforeEach
  void aStoreWithASale() {
    TwoDestinations.write(folder);
    try (RunningHub hub = TwoDestinations.start(folder)) {
      hub.post(Sales.dana(1));
      await().until(() -> hub.get("/api/v1/deliveries?status=DELIVERED").path("items").size() == 2);
      hub.command("/api/v1/destinations/demo/crm/pause");
      hub.post(Sales.dana(2));
      await().until(() -> hub.get("/api/v1/deliveries").path("items").size() == 4);
    }
  }

  @Test
  void theDoctorSaysWhatWaitsAndWhatToDo() {
    TypedCommand said = usher(folder.resolve("data"), "doctor");
    assertThat(said.code()).as(said.toString()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .contains("ok       hubs         No hub runs on it.")
        .contains("warning  destinations 1 deliveries to demo/crm wait: admin paused it at ")
        .contains("                   -> usher destination resume demo/crm")
        .endsWith("0 problems, 1 warning.\n");
    JsonNode json =
        RunningHub.json(usher(folder.resolve("data"), "doctor", "--json", "--deep").out());
    assertThat(json.path("findings").findValuesAsText("verdict")).contains("OK", "WARNING");
  }

  @Test
  void theDoctorEndsWithOneWhereThereIsAProblem() {
    TypedCommand said = usher(folder.resolve("elsewhere"), "doctor");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .startsWith("problem  store        There is no database ")
        .endsWith("1 problem, 0 warnings.\n");
  }

  @Test
  void aStoreIsCopiedOnceAndItsHubGoesOn() {
    String[] copy = {
      "store",
      "copy",
      "--from",
      "jdbc:sqlite:" + folder.resolve("data/usher.db"),
      "--to",
      "jdbc:sqlite:" + folder.resolve("moved/usher.db")
    };
    TypedCommand said = usher(folder.resolve("data"), copy);
    assertThat(said.code()).as(said.toString()).isZero();
    assertThat(said.out()).containsPattern("  deliveries +4 rows  [0-9a-f]{16}");
    TypedCommand again = usher(folder.resolve("data"), copy);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("is not empty: it has events.");
    try (RunningHub hub =
        RunningHub.start(
            folder,
            Map.of("usher.data-dir", folder.resolve("moved").toString()),
            ScriptedTarget.Beans.class)) {
      hub.command("/api/v1/destinations/demo/crm/resume");
      await().until(() -> hub.get("/api/v1/deliveries?status=DELIVERED").path("items").size() == 4);
    }
  }

  @Test
  void aReindexedStoreIsSearchedAsBefore() {
    TypedCommand said = usher(folder.resolve("data"), "store", "reindex");
    assertThat(said.code()).as(said.toString()).isZero();
    assertThat(said.out()).isEqualTo("The index is empty. Start the hub; it fills it by itself.\n");
    try (RunningHub hub = TwoDestinations.start(folder)) {
      assertThat(hub.get("/api/v1/events?q=whitfield").path("items")).hasSize(2);
      assertThat(usher(folder.resolve("data"), "store", "reindex").err())
          .contains("Another hub is running on the data folder");
    }
  }

  private TypedCommand usher(Path dataDir, String... args) {
    return TypedCommand.run(
        Map.of(
            "USHER_DATA_DIR", dataDir.toString(),
            "USHER_ROUTES_DIR", folder.resolve("routes").toString()),
        folder,
        Keyboard.NONE,
        args);
  }
}
