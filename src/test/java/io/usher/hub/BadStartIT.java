package io.usher.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.testing.HubProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails, as whoever types the command sees it: one line, and exit code 1. */
class BadStartIT {

  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  @TempDir Path folder;

  @BeforeEach
  void aHubThatWouldStart() throws IOException {
    write(
        "config/customers/demo.yaml",
        "sources: {showpass: {path: demo/showpass, verifier: showpass, secrets: never-shown}}");
    Files.createDirectories(folder.resolve("routes"));
  }

  @Test
  void mistakesOfCustomersAndRoutesAreToldAndKeepNobodyFromStarting() throws IOException {
    write("config/customers/other.yaml", "sources:\n  showpass:\n    pth: never-shown\n");
    write(
        "routes/demo/crm.camel.yaml",
        "- route: {id: crm, from: {uri: outbox:crm?key=never-shown, steps: [log: hi]}}");
    try (HubProcess hub = HubProcess.start(folder, Map.of()).awaitReady()) {
      assertThat(hub.output())
          .contains(
              "config/customers/other.yaml:3:5: Unknown key 'pth' under sources.showpass. Known are"
                  + " addresses, onBadSignature, organization, path, secrets, verifier.",
              "routes/demo/crm.camel.yaml:1:43: outbox:crm has no option 'key'. Correct the file.")
          .doesNotContain("never-shown");
    }
  }

  @Test
  void settingsThatAreNotYaml() throws IOException {
    write("config/application.yaml", "usher:\n  admin: {password: never-shown\n  store:\n");
    assertEndsWith(
        HubProcess.start(folder, Map.of()),
        "config/application.yaml, line 3: expected ',' or '}', but got :."
            + " Correct the file and start again.");
  }

  @Test
  void anUnknownSetting() throws IOException {
    write("config/application.yaml", "usher:\n  foo: bar\n");
    HubProcess hub = HubProcess.start(folder, Map.of());
    assertThat(hub.awaitExit(LONGEST_START)).isEqualTo(1);
    assertThat(hub.output().strip())
        .contains("Unknown setting usher.foo in config/application.yaml, line 2. Known settings:")
        .hasLineCount(1);
  }

  @Test
  void aPortThatSomebodyElseHas() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      int port = taken.getLocalPort();
      assertEndsWith(
          HubProcess.start(folder, port, Map.of()),
          "Port "
              + port
              + " is in use already. Stop the program that listens there, or give the hub another"
              + " port with SERVER_PORT.");
    }
  }

  @Test
  void aDataFolderThatAnotherHubHas(@TempDir Path second) throws IOException {
    Files.createDirectories(second.resolve("config/customers"));
    Files.createDirectories(second.resolve("routes"));
    String data = folder.resolve("data").toString();
    try (HubProcess first = HubProcess.start(folder, Map.of()).awaitReady()) {
      assertEndsWith(
          HubProcess.start(second, Map.of("USHER_DATA_DIR", data)),
          "Another hub is running on the data folder "
              + data
              + ". Stop it, or give this one a folder of its own with USHER_DATA_DIR.");
      assertThat(first.get("/api/v1/events").path("items")).as("the first goes on").isEmpty();
    }
  }

  private static void assertEndsWith(HubProcess hub, String sentence) {
    try (hub) {
      assertThat(hub.awaitExit(LONGEST_START)).as("exit code").isEqualTo(1);
      assertThat(hub.output().strip()).endsWith(" " + sentence).hasLineCount(1);
      assertThat(hub.output()).doesNotContain("never-shown");
    }
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
