package io.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.cli.terminal.Keyboard;
import io.usher.reload.Reload;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Customers and sources are made and changed by commands, which keep what people wrote. */
class CustomerCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void theDemo() throws IOException {
    FileSystemUtils.copyRecursively(Path.of("routes"), folder.resolve("routes"));
    FileSystemUtils.copyRecursively(Path.of("config/customers"), folder.resolve("customers"));
  }

  private TypedCommand usher(String... args) {
    return TypedCommand.run(
        Map.of(
            "USHER_CUSTOMERS_DIR", folder.resolve("customers").toString(),
            "USHER_ROUTES_DIR", folder.resolve("routes").toString()),
        folder,
        Keyboard.NONE,
        args);
  }

  @Test
  void aNewCustomerIsACopyWithItsOwnNamesAddressAndSecret() throws IOException {
    TypedCommand made = usher("customer", "new", "venue2", "--from", "demo", "--name", "Old Mill");
    assertThat(made.err()).isEmpty();
    assertThat(made.code()).isZero();
    String file = Files.readString(folder.resolve("customers/venue2.yaml"));
    assertThat(file)
        .contains("name: \"Old Mill\"")
        .containsPattern("path: venue2/[a-z0-9]{24}")
        .containsPattern("\\$\\{VENUE2_SHOWPASS_SECRET:[a-z0-9]{40}}")
        .doesNotContain("DEMO_")
        .contains("# show times in mails are told in this zone");
    assertThat(Files.readString(folder.resolve("routes/venue2/router.camel.yaml")))
        .contains("inbox:venue2")
        .doesNotContain("demo");
    assertThat(Files.readString(folder.resolve("routes/venue2/receipts.camel.yaml")))
        .contains("{{venue2.venue.locale}}", "connection: venue2.mail", "/venue2/templates/receipt")
        .doesNotContain("demo");
  }

  @Test
  void aRunningHubTakesANewCustomerAtOnce() throws IOException {
    Map<String, String> settings = Map.of("usher.sandbox.enabled", "true");
    try (RunningHub hub = RunningHub.start(folder, settings)) {
      assertThat(usher("customer", "new", "venue2", "--from", "demo").code()).isZero();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> hub.get("/api/v1/routes?customer=venue2").path("items").size() == 8);
      assertThat(hub.bean(Reload.class).problems()).isEmpty();
      String file = Files.readString(folder.resolve("customers/venue2.yaml"));
      String path = file.replaceAll("(?s).*path: (\\S+).*", "$1");
      String secret = file.replaceAll("(?s).*SHOWPASS_SECRET:(\\w+).*", "$1");
      assertThat(
              hub.post(
                      "/hooks/" + path,
                      Sales.dana(1).getBytes(StandardCharsets.UTF_8),
                      Map.of("X-SHOWPASS-SIGNATURE", RunningHub.sign(secret, "dana-1")))
                  .statusCode())
          .isEqualTo(202);
      assertThat(hub.get("/api/v1/sources").path("items").toString())
          .containsPattern("\"customer\":\"venue2\".*\"lastUsedAt\":\"20")
          .doesNotContain(secret);
    }
  }

  @Test
  void aRotatedSourceHasBothSecretsAndEveryOtherByteAsItWas() throws IOException {
    Path file = folder.resolve("customers/demo.yaml");
    String before = Files.readString(file);
    assertThat(usher("source", "rotate", "demo/showpass", "--secret", "${NEW:fresh}").code())
        .isZero();
    assertThat(Files.readString(file))
        .isEqualTo(before.replace("secrets: [\"${DEMO", "secrets: [\"${NEW:fresh}\", \"${DEMO"));
  }

  @Test
  void aNewSourceIsAddedAndEveryOtherByteIsAsItWas() throws IOException {
    Path file = folder.resolve("customers/demo.yaml");
    String before = Files.readString(file);
    assertThat(usher("source", "new", "demo", "boxoffice").code()).isZero();
    String after = Files.readString(file);
    assertThat(after).containsPattern("  boxoffice:\n    path: demo/[a-z0-9]{24}\n");
    assertThat(after.replaceAll("(?s)  boxoffice:\n.*?\\]\n", "")).isEqualTo(before);
  }

  @Test
  void aCustomerThatIsThereIsNotOverwritten() {
    TypedCommand again = usher("customer", "new", "demo", "--from", "demo");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("There is a customer demo already; choose another name.");
  }
}
