package io.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.cli.terminal.Keyboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What a person types to look at routes, in a copy of the shipped folder, without a hub. */
class RouteCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;

  @BeforeEach
  void aCopyOfTheShippedFiles() throws IOException {
    FileSystemUtils.copyRecursively(Path.of("routes"), folder.resolve("routes"));
    FileSystemUtils.copyRecursively(Path.of("config"), folder.resolve("config"));
  }

  private TypedCommand usher(String... args) {
    return TypedCommand.run(Map.of(), folder, Keyboard.NONE, args);
  }

  private void change(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  @Test
  void withoutAMistakeTheCheckEndsWithZero() {
    TypedCommand said = usher("route", "check");
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).endsWith("files: nothing is wrong.\n");
    assertThat(said.code()).isZero();
  }

  @Test
  void anErrorEndsTheCheckWithOneAndNamesItsPlace() throws IOException {
    change("routes/demo/router.camel.yaml", "outbox:receipts", "outbox:reciepts");
    TypedCommand said = usher("route", "check", "routes/demo");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .contains("routes/demo/router.camel.yaml:15:25: error unknown-destination\n")
        .contains(
            "  There is no destination 'reciepts'; its deliveries would wait for ever. Did you mean outbox:receipts?\n")
        .contains("routes/demo/receipts.camel.yaml:4:5: warning unfed-destination\n")
        .endsWith("1 error, 1 warning.\n");
    assertThat(usher("route", "check", "routes/connectors").code())
        .as("nothing is wrong with what was asked for")
        .isZero();
  }

  @Test
  void aWarningFailsOnlyTheStrict() throws IOException {
    change("config/customers/demo.yaml", "${DEMO_SMTP_PASSWORD:sandbox-secret}", "never-shown");
    TypedCommand said = usher("route", "check");
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("warning secret-in-plain-text").doesNotContain("never-shown");
    assertThat(usher("route", "check", "--strict").code()).isEqualTo(1);
  }

  @Test
  void whatIsTypedWronglyEndsWithTwo() {
    assertThat(usher("route", "check", "routes/nowhere").code()).isEqualTo(2);
    assertThat(usher("route", "check", "--json", "--sarif").code()).isEqualTo(2);
    assertThat(usher("route", "check", "--routes", "elsewhere").code()).isEqualTo(2);
    assertThat(usher("route", "try", "nobody").code()).isEqualTo(2);
    assertThat(usher("route", "test", "nobody").code()).isEqualTo(2);
  }

  @Test
  void codeHostsFindWhatTheyNeedInSarif() throws IOException {
    change("routes/demo/router.camel.yaml", "outbox:receipts", "outbox:reciepts");
    JsonNode log = JSON.readTree(usher("route", "check", "--sarif").out());
    assertThat(log.path("version").asText()).isEqualTo("2.1.0");
    assertThat(log.path("$schema").asText()).contains("sarif-2.1.0");
    JsonNode run = log.at("/runs/0");
    assertThat(run.at("/tool/driver/name").asText()).isEqualTo("usher");
    JsonNode result = run.at("/results/1");
    assertThat(result.path("ruleId").asText()).isEqualTo("unknown-destination");
    assertThat(result.path("level").asText()).isEqualTo("error");
    assertThat(result.at("/message/text").asText()).contains("Did you mean outbox:receipts?");
    JsonNode place = result.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText())
        .isEqualTo("routes/demo/router.camel.yaml");
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(15);
    assertThat(place.at("/region/startColumn").asInt()).isEqualTo(25);
    assertThat(result.at("/partialFingerprints/usherProblem~1v1").asText()).hasSize(32);
    JsonNode rule = run.at("/tool/driver/rules").get(result.path("ruleIndex").asInt());
    assertThat(rule.path("id").asText()).isEqualTo("unknown-destination");
    assertThat(rule.at("/shortDescription/text").asText()).isNotEmpty();
  }

  @Test
  void aChangeIsShownFieldByFieldBesideWhatWas() throws IOException {
    Path before = folder.resolve("before");
    FileSystemUtils.copyRecursively(folder.resolve("routes"), before.resolve("routes"));
    FileSystemUtils.copyRecursively(folder.resolve("config"), before.resolve("config"));
    change("routes/demo/receipts.camel.yaml", "Your order at", "Your tickets from");
    TypedCommand said =
        usher("route", "try", "demo", "--against", "before", "--sample", "purchase-single");
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .contains("  = salesforce  same\n  ~ receipts  changed\n    subject\n")
        .contains("      - Your order at Harbour Hall: d7-cdcb")
        .contains("      + Your tickets from Harbour Hall: d7-cdcb")
        .endsWith("1 event: 1 would change, 0 stay the same. Nothing was sent.\n");
    assertThat(said.code()).isZero();
  }

  @Test
  void whatWouldBeSentIsShownWithoutBarcodes() {
    TypedCommand said = usher("route", "try", "demo", "--against", "none", "--json");
    JsonNode events = json(said.out()).path("events");
    assertThat(events).hasSize(13);
    assertThat(said.out()).contains("boxoffice@example.com").doesNotContain("1100000QX");
  }

  @Test
  void theShippedTestsPassAndAFailureShowsExpectedBesideGot() throws IOException {
    assertThat(usher("route", "test", "demo").out()).endsWith(" tests, 0 failed.\n");
    change("routes/demo/receipts.camel.yaml", "Your order at", "Your tickets from");
    TypedCommand said = usher("route", "test", "demo");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .contains("failed  A sale is written down, mailed and booked\n")
        .contains("        routes/demo/tests/purchases.test.yaml:12  receipts subject\n")
        .contains("          expected  something with Your order at Harbour Hall\n")
        .contains("          got       Your tickets from Harbour Hall: d7-cdcb");
    assertThat(usher("route", "test", "--junit").out())
        .contains("<testsuite name=\"demo\" tests=\"15\" failures=\"1\">")
        .contains("<failure message=\"receipts subject\">");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
