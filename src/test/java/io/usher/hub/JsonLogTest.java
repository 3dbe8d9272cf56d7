package io.usher.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the setting each line is one JSON object, and ids are fields. */
class JsonLogTest {

  @TempDir Path folder;

  @Test
  void aFailedAttemptIsOneObjectWithItsIds() throws Exception {
    TwoDestinations.write(folder);
    Path log = folder.resolve("hub.json");
    try (RunningHub hub =
        RunningHub.start(
            folder,
            Map.of(
                "usher.delivery.jitter", "0",
                "logging.structured.format.file", "ecs",
                "logging.file.name", log.toString()),
            ScriptedTarget.Beans.class)) {
      hub.bean(ScriptedTarget.class)
          .at(
              "demo/crm",
              uuid -> {
                throw new ConnectException("Dana Whitfield refused");
              });
      String event = RunningHub.json(hub.post(Sales.dana(1)).body()).path("event").asText();
      await()
          .untilAsserted(
              () -> {
                List<JsonNode> lines =
                    Files.readAllLines(log).stream().map(RunningHub::json).toList();
                assertThat(lines)
                    .anySatisfy(
                        line -> {
                          assertThat(line.path("eventId").asText()).isEqualTo(event);
                          assertThat(line.path("customer").asText()).isEqualTo("demo");
                          assertThat(line.path("destination").asText()).isEqualTo("crm");
                          assertThat(line.path("deliveryId").asText()).hasSize(36);
                          assertThat(line.path("message").asText()).contains("after attempt 1");
                        });
              });
    }
    assertThat(Files.readString(log)).doesNotContain("Dana Whitfield", "dana.whitfield");
  }
}
