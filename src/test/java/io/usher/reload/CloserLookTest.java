package io.usher.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.routing.Routes;
import io.usher.testing.RunningHub;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that could run are looked at as {@code usher route check} and the tests do. */
class CloserLookTest {

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void aHubThatTestsBeforeTaking() {
    TwoDestinations.write(folder);
    RunningHub.route(
        folder,
        "demo/router.camel.yaml",
        router("crm") + "                  - to: {uri: \"outbox:mail\"}\n");
    RunningHub.route(folder, "demo/crm.camel.yaml", log("crm"));
    RunningHub.route(folder, "demo/mail.camel.yaml", log("mail"));
    RunningHub.route(
        folder,
        "demo/tests/sales.test.yaml",
        """
        - test: A sale is written down
          sample: purchase-single
          destinations: [crm]
        """);
    hub =
        RunningHub.start(
            folder, Map.of("usher.routes.tests-before-taking", "true"), ScriptedTarget.Beans.class);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aMistakeThatOnlyTheCheckSeesIsRefusedAtItsLine() {
    RunningHub.route(folder, "demo/router.camel.yaml", router("crn"));
    await().until(() -> !problems().isEmpty());
    assertThat(problems())
        .anySatisfy(
            problem ->
                assertThat(problem).contains("router.camel.yaml:10:", "'crn'", "outbox:crm"));
    assertThat(version()).isEqualTo(1);
    RunningHub.route(folder, "demo/router.camel.yaml", router("crm"));
    await().until(() -> version() == 2);
  }

  @Test
  void aWarningIsToldUntilItIsNoLongerTrueAndTheChangeTaken() throws IOException {
    RunningHub.route(folder, "demo/router.camel.yaml", router("crm"));
    await().until(() -> version() == 2);
    RunningHub.route(folder, "demo/spare.camel.yaml", log("spare"));
    await().until(() -> version() == 3);
    // The change is in effect a moment before the remarks on it are there.
    await()
        .untilAsserted(
            () ->
                assertThat(problems())
                    .filteredOn(problem -> problem.contains("spare.camel.yaml:2"))
                    .singleElement()
                    .asString()
                    .contains("Nothing sends to this destination"));
    int told = problems().size();
    RunningHub.route(folder, "demo/crm.camel.yaml", log("crm").replace("log:crm", "log:sales"));
    await().until(() -> version() == 4);
    assertThat(problems()).as("still nothing does").hasSize(told);
    Files.delete(folder.resolve("routes/demo/spare.camel.yaml"));
    await().until(() -> version() == 5);
    await()
        .untilAsserted(
            () ->
                assertThat(problems())
                    .hasSize(told - 1)
                    .noneMatch(problem -> problem.contains("spare")));
  }

  @Test
  void aChangeThatFailsATestIsRefusedWithWhatWasExpected() {
    RunningHub.route(folder, "demo/router.camel.yaml", router("mail"));
    await().until(() -> !problems().isEmpty());
    assertThat(problems())
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains(
                        "The test 'A sale is written down'",
                        "sales.test.yaml:1)",
                        ": expected ",
                        "[crm]",
                        "got [mail]"));
    assertThat(version()).isEqualTo(1);
  }

  private int version() {
    return hub.bean(Routes.class).version("demo");
  }

  private List<String> problems() {
    return hub.bean(Reload.class).problems().stream().map(Object::toString).toList();
  }

  private static String router(String destination) {
    return """
    - route:
        id: router
        from:
          uri: inbox:demo
          steps:
            - choice:
                when:
                  - expression: {simple: {expression: "${variable.event.type} startsWith 'invoice.'"}}
                    steps:
                      - to: {uri: "outbox:%s"}
    """
        .formatted(destination);
  }

  private static String log(String name) {
    return """
    - route:
        id: %1$s
        from:
          uri: outbox:%1$s
          steps:
            - to: {uri: "log:%1$s"}
    """
        .formatted(name);
  }
}
