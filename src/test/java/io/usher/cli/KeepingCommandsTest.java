package io.usher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.usher.cli.terminal.Surroundings;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person types to remove data, and what is said. */
class KeepingCommandsTest {

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private RunningHub hub;
  private String event = "";

  @BeforeEach
  void aHubWithOneSale() {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        retention: {payloads: 7d}
        """);
    RunningHub.route(
        folder,
        "demo/router.camel.yaml",
        "- route: {id: router, from: {uri: \"inbox:demo\", steps: [{stop: {}}]}}\n");
    hub = RunningHub.start(folder, Map.of());
    event = RunningHub.json(hub.post(Sales.dana(1)).body()).path("event").asText();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aPurgeTellsHowLongEachCustomersDataIsKept() {
    for (String verb : new String[] {"--dry-run", "--json"}) {
      assertThat(usher("store", "purge", verb)).as(err.toString(UTF_8)).isZero();
    }
    assertThat(out.toString(UTF_8).lines())
        .contains(
            "CUSTOMER  KEEPS PAYLOADS  KEEPS LOG  WOULD REMOVE PAYLOADS  EVENTS  DELIVERIES  ATTEMPTS  PAYLOAD BYTES",
            "demo      7d              400d       0                      0       0           0         0",
            "{\"items\":[{\"customer\":\"demo\",\"keepPayloads\":\"7d\",\"keepLog\":\"400d\",\"purged\":{\"payloads\":0,\"events\":0,\"deliveries\":0,\"attempts\":0,\"bytes\":0}}]}");
  }

  @Test
  void anErasureNeedsAYesAndThenPrintsItsRecord() {
    assertThat(usher("person", "erase", "dana.whitfield@example.com")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo("Nothing was erased. Add --yes to erase it for good.\n");
    assertThat(out.toString(UTF_8))
        .startsWith("Would be erased: dana.whitfield@example.com\n")
        .contains(event + "  demo  the buyer")
        .doesNotContain("record ");
    assertThat(hub.get("/api/v1/events/" + event + "/payload").toString()).contains("Dana");
    out.reset();
    assertThat(usher("person", "erase", "dana.whitfield@example.com", "--yes")).isZero();
    assertThat(out.toString(UTF_8))
        .startsWith("Erased: dana.whitfield@example.com\n")
        .contains("record ", event + "  demo  the buyer");
    assertThat(hub.get("/api/v1/events/" + event + "/payload").toString()).doesNotContain("Dana");
  }

  @Test
  void whatIsNoAddressIsRefused() {
    assertThat(usher("person", "erase", "dana", "--yes")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("The field email must be one e-mail address, such as dana@example.com.");
  }

  private int usher(String... command) {
    return Cli.run(
        command,
        new Surroundings(
            Map.of("USHER_URL", hub.url(), "USHER_ADMIN_PASSWORD", "test-password"),
            folder,
            Clock.systemUTC(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8)));
  }
}
