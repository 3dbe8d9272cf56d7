package io.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.usher.testing.RunningHub;
import io.usher.testing.WrittenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API's description is generated, checked in, and says all that a client needs. */
class OpenApiTest {

  private static final ObjectMapper SORTED =
      new ObjectMapper()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  @TempDir static Path folder;
  private static RunningHub hub;
  private static JsonNode api;

  @BeforeAll
  static void start() throws Exception {
    RunningHub.customer(
        folder, "demo", "sources: {showpass: {path: demo/showpass, verifier: none}}");
    Files.createDirectory(folder.resolve("routes"));
    hub = RunningHub.start(folder, Map.of());
    api = hub.get("/api/v1/openapi.json");
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void theFileInDocsIsWhatTheHubServes() throws JsonProcessingException {
    Object plain = SORTED.convertValue(api, Object.class);
    WrittenFile.assertIs(Path.of("docs", "openapi.json"), SORTED.writeValueAsString(plain) + "\n");
  }

  @Test
  void itIsOpenApi31AndEveryReferenceIsThere() {
    assertThat(api.path("openapi").asText()).isEqualTo("3.1.0");
    for (JsonNode reference : api.findValues("$ref")) {
      String pointer = reference.asText().substring(1);
      assertThat(api.at(pointer).isMissingNode()).as(pointer).isFalse();
    }
  }

  @Test
  void everyOperationSaysWhatItDoesAndHasANameOfItsOwn() {
    Set<String> names = new HashSet<>();
    operations()
        .forEach(
            (operation, node) -> {
              assertThat(node.path("summary").asText()).as(operation).isNotBlank();
              assertThat(names.add(node.path("operationId").asText())).as(operation).isTrue();
            });
  }

  @Test
  void everyOperationNamesTheErrorsFormAndNeedsALogin() {
    assertThat(api.path("security").findValuesAsText("password")).isNotNull();
    assertThat(api.path("security")).isNotEmpty();
    assertThat(api.path("components").path("schemas").path("ErrorBody").path("properties"))
        .isNotEmpty();
    operations()
        .forEach(
            (operation, node) ->
                assertThat(node.path("responses").path("default").toString())
                    .as(operation)
                    .contains("ErrorBody"));
  }

  /** Those that are few by nature answer all at once. */
  @Test
  void everyLongListIsPagedByACursor() {
    for (String list : List.of("events", "deliveries", "jobs", "alarms")) {
      JsonNode get = api.path("paths").path("/api/v1/" + list).path("get");
      List<String> parameters = new ArrayList<>();
      get.path("parameters").forEach(p -> parameters.add(p.path("name").asText()));
      assertThat(parameters).as(list).contains("cursor", "limit");
    }
  }

  @Test
  void everyPathIsInTheHandbook() throws Exception {
    String handbook = Files.readString(Path.of("docs", "api.md"));
    try (Stream<String> missing =
        operations().keySet().stream()
            .map(operation -> operation.substring(operation.indexOf(' ') + 1))
            .map(path -> path.replace("/api/v1/", ""))
            .map(path -> path.replaceAll("\\{[a-zA-Z]*}", "{}"))
            .filter(path -> !mentions(handbook, path))) {
      assertThat(missing).as("paths that docs/api.md doesn't name").isEmpty();
    }
  }

  private static boolean mentions(String handbook, String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    return handbook.replaceAll("\\{[a-zA-Z]*}", "{}").contains(path)
        || (!last.equals("{}") && handbook.contains("…/" + last));
  }

  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    api.path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        operation ->
                            operations.put(
                                operation.getKey() + " " + path.getKey(), operation.getValue())));
    return operations;
  }
}
