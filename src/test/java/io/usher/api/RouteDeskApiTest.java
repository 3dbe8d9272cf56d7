package io.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.TwoDestinations;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of routes is looked at by a running hub, and nothing of it is taken or sent. */
class RouteDeskApiTest {

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void start() {
    TwoDestinations.write(folder);
    hub = TwoDestinations.start(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void theFilesThatRunHaveNoErrors() throws Exception {
    JsonNode problems = post("check", Map.of(), 200).path("problems");
    assertThat(problems.findValuesAsText("severity")).doesNotContain("ERROR");
  }

  @Test
  void aFileThatIsBeingWrittenIsCheckedWithoutBeingSaved() throws Exception {
    String router = router();
    String before = Files.readString(Path.of(router));
    JsonNode problems =
        post(
                "check",
                Map.of("file", router, "text", before.replace("outbox:crm", "outbox:cmr")),
                200)
            .path("problems");
    JsonNode error =
        problems
            .valueStream()
            .filter(problem -> problem.path("severity").asText().equals("ERROR"))
            .findFirst()
            .orElseThrow();
    assertThat(error.path("rule").asText()).isEqualTo("unknown-destination");
    assertThat(error.path("line").asInt()).isEqualTo(10);
    assertThat(error.path("fix").asText()).isEqualTo("Did you mean outbox:crm?");
    assertThat(Path.of(router)).hasContent(before);
  }

  @Test
  void aFileOutsideTheFoldersIsRefused() throws Exception {
    for (String file : new String[] {"pom.xml", "routes/../pom.xml", "/etc/passwd"}) {
      JsonNode answer = post("check", Map.of("file", file, "text", "x"), 400);
      assertThat(answer.path("code").asText()).isEqualTo("bad-parameter");
    }
  }

  @Test
  void aChangeIsTriedOnRecordedEventsBesideWhatRuns() throws Exception {
    hub.post(Sales.dana(1));
    await().until(() -> hub.get("/api/v1/events").path("items").size() == 1);
    String router = router();
    String text = Files.readString(Path.of(router)).replaceAll("(?m)^.*outbox:mail.*\\n", "");
    JsonNode events =
        post("try", Map.of("customer", "demo", "file", router, "text", text, "last", 50), 200)
            .path("events");
    assertThat(events).hasSize(1);
    JsonNode places = events.get(0).path("destinations");
    assertThat(places.valueStream().map(place -> place.path("change").asText()))
        .containsExactly("SAME", "GONE");
    assertThat(places.get(1).path("destination").asText()).isEqualTo("mail");
  }

  @Test
  void anUnknownCustomerIsRefused() throws Exception {
    assertThat(post("try", Map.of("customer", "nobody"), 400).path("error").asText())
        .contains("customer");
  }

  private String router() {
    return folder.resolve("routes/demo/router.camel.yaml").toString();
  }

  private JsonNode post(String what, Map<String, ?> body, int status) throws Exception {
    HttpResponse<String> answer =
        hub.send(
            hub.asAdmin("/api/v1/routes/" + what)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        new ObjectMapper().writeValueAsString(body)))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return RunningHub.json(answer.body());
  }
}
