package io.usher.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.settings.FileProblem;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What routes are built of, and what they were before. */
class PartsTest {

  private static final String CONNECTOR =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata: {name: note-sink, labels: {camel.apache.org/kamelet.type: sink}}
      spec:
        definition:
          title: Note
          required: [connection]
          properties: {connection: {title: Connection, type: string}}
        template:
          route:
            errorHandler: {noErrorHandler: {}}
            from:
              uri: kamelet:source
              steps:
                - setVariable: {name: response, expression: {constant: {expression: "WORD {{{{connection}}.word}}"}}}
      """;

  private static final String CRM =
      """
      - route:
          id: crm
          from:
            uri: outbox:crm
            steps:
              - to: {uri: "kamelet:note-sink", parameters: {connection: demo.note}}
              - process: {ref: target}
      """;

  @TempDir Path folder;
  private RunningHub hub;
  private ScriptedTarget target;

  @BeforeEach
  void aCustomerWithAConnector() {
    TwoDestinations.write(folder);
    customer("first");
    RunningHub.route(folder, "connectors/note/note-sink.kamelet.yaml", connector("said"));
    RunningHub.route(folder, "demo/crm.camel.yaml", CRM);
    start();
  }

  private void start() {
    hub = RunningHub.start(folder, Map.of(), ScriptedTarget.Beans.class);
    target = hub.bean(ScriptedTarget.class);
  }

  private void customer(String word) {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        settings:
          note: {word: %s}
        """
            .formatted(word));
  }

  private static String connector(String word) {
    return CONNECTOR.replace("WORD", word);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aChangedConnectorRebuildsExactlyTheRoutesThatUseIt() {
    assertThat(responseOf(1)).isEqualTo("said first");
    String mail = camelId("demo/mail");
    RunningHub.route(folder, "connectors/note/note-sink.kamelet.yaml", connector("shouted"));
    reload();
    assertThat(responseOf(2)).isEqualTo("shouted first");
    assertThat(camelId("demo/mail")).isEqualTo(mail);
  }

  @Test
  void aConnectorThatARouteCantBeBuiltWithIsNotTaken() {
    RunningHub.route(
        folder,
        "connectors/note/note-sink.kamelet.yaml",
        connector("said").replace("constant: {expression: \"said", "simple: {expression: \"${"));
    reload();
    assertThat(problems()).hasSize(1);
    assertThat(problems().get(0)).contains("note-sink.kamelet.yaml").contains("demo/crm");
    assertThat(responseOf(1)).isEqualTo("said first");
  }

  @Test
  void aConnectorThatIsDeletedGoesOnBeingThereForWhoUsesIt() throws IOException {
    Files.delete(folder.resolve("routes/connectors/note/note-sink.kamelet.yaml"));
    reload();
    assertThat(problems().get(0)).contains("The file is gone, but routes use it.");
    assertThat(responseOf(1)).isEqualTo("said first");
  }

  @Test
  void aChangedSettingRebuildsTheRoutesThatUseIt() {
    String mail = camelId("demo/mail");
    customer("second");
    reload();
    assertThat(responseOf(1)).isEqualTo("said second");
    assertThat(camelId("demo/mail")).isEqualTo(mail);
  }

  @Test
  void aCustomersFileThatTakesASettingAwayIsNotTaken() {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/elsewhere, verifier: showpass, secrets: demo-secret}
        """);
    reload();
    assertThat(problems().get(0)).contains("customers/demo.yaml").contains("{{demo.note.word}}");
    assertThat(responseOf(1)).isEqualTo("said first");
  }

  @Test
  void aStartWithABrokenFileRunsItsLastGoodVersion() {
    hub.close();
    RunningHub.route(folder, "demo/crm.camel.yaml", "- route: {id: crm");
    start();
    assertThat(problems()).hasSize(1);
    JsonNode crm = hub.get("/api/v1/routes").path("items").get(0);
    assertThat(crm.path("id").asText()).isEqualTo("demo/crm");
    assertThat(crm.path("status").asText()).isEqualTo("Started");
    assertThat(crm.path("current").asBoolean()).isFalse();
    assertThat(crm.path("file").asText()).isEqualTo(folder + "/routes/demo/crm.camel.yaml");
    assertThat(responseOf(1)).isEqualTo("said first");
  }

  @Test
  void aRouteThatIsFilledInFromATemplateFollowsIt() {
    String template =
        """
        - routeTemplate:
            id: polite
            parameters:
              - name: greeting
            from:
              uri: outbox:{{name}}
              steps:
                - setVariable: {name: response, expression: {constant: {expression: "{{greeting}}, {{{{customer}}.note.word}}"}}}
        """;
    RunningHub.route(folder, "shared/polite.template.yaml", template);
    RunningHub.route(
        folder,
        "demo/crm.camel.yaml",
        "- templatedRoute: {routeId: crm, routeTemplateRef: polite, parameters: [{name: greeting, value: Dear}]}\n");
    reload();
    assertThat(problems()).isEmpty();
    assertThat(responseOf(1)).isEqualTo("Dear, first");
    RunningHub.route(
        folder, "shared/polite.template.yaml", template.replace("}}, {{", "}} and {{"));
    reload();
    assertThat(responseOf(2)).isEqualTo("Dear and first");
  }

  @Test
  void aVersionIsShownAndRolledBackTo() throws IOException {
    Path file = folder.resolve("routes/demo/crm.camel.yaml");
    RunningHub.route(folder, "demo/crm.camel.yaml", CRM + "# later\n");
    reload();
    JsonNode history = hub.get("/api/v1/routes/demo/crm/versions").path("items");
    assertThat(history).hasSize(2);
    int newest = history.get(0).path("number").asInt();
    assertThat(hub.get("/api/v1/routes/versions/" + newest).path("diff").asText())
        .contains("+# later");
    int first = history.get(1).path("number").asInt();
    assertThat(hub.command("/api/v1/routes/versions/" + first + "/rollback?route=demo/crm").body())
        .contains("routes/demo/crm.camel.yaml");
    assertThat(file).hasContent(CRM);
    JsonNode after = hub.get("/api/v1/routes/demo/crm/versions").path("items").get(0);
    assertThat(after.path("author").asText()).isEqualTo("admin");
    assertThat(after.path("reason").asText()).isEqualTo("rollback to " + first);
  }

  private void reload() {
    hub.bean(Reload.class).applyNow("", "test");
  }

  private String responseOf(int number) {
    assertThat(hub.post(Sales.dana(number)).statusCode()).isEqualTo(202);
    String uuid = "uuid-purchase-" + number;
    await()
        .until(
            () -> {
              JsonNode items =
                  hub.get("/api/v1/deliveries?destination=crm&status=DELIVERED").path("items");
              return items.size() > 0
                  && items.get(0).path("transaction").asText().equals("dana-" + number);
            });
    assertThat(uuid).isNotEmpty();
    String id =
        hub.get("/api/v1/deliveries?destination=crm").path("items").get(0).path("id").asText();
    return hub.get("/api/v1/deliveries/" + id).path("log").get(0).path("response").asText();
  }

  private String camelId(String id) {
    return hub.bean(CamelContext.class).getRoutes().stream()
        .map(Route::getId)
        .filter(each -> each.startsWith(id + "@"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> problems() {
    return hub.bean(Reload.class).problems().stream()
        .filter(FileProblem::isError)
        .map(Object::toString)
        .toList();
  }
}
