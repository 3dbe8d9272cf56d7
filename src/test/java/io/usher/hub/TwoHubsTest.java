package io.usher.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.Postgres;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs on one PostgreSQL are one hub to everybody outside. */
class TwoHubsTest {

  private static final String ROUTER =
      """
      - route:
          id: router
          from:
            uri: inbox:demo
            steps:
              - to: {uri: "outbox:crm"}
      """;

  private static final String CRM =
      """
      - route:
          id: crm
          from:
            uri: outbox:crm
            parameters: {schedule: "50ms,50ms", concurrency: 2}
            steps:
              - process: {ref: target}
      """;

  @TempDir Path first;
  @TempDir Path second;
  private RunningHub one;
  private RunningHub two;

  @BeforeEach
  void bothStart() {
    String url = Postgres.emptyDatabase();
    one = start(first, url);
    two = start(second, url);
  }

  private static RunningHub start(Path folder, String url) {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        """);
    RunningHub.route(folder, "demo/router.camel.yaml", ROUTER);
    RunningHub.route(folder, "demo/crm.camel.yaml", CRM);
    return RunningHub.start(folder, Map.of("usher.store.url", url), ScriptedTarget.Beans.class);
  }

  @AfterEach
  void bothStop() {
    one.close();
    two.close();
  }

  @Test
  void whatOneTakesInBothDeliverAndNothingTwice() {
    for (RunningHub hub : List.of(one, two)) {
      hub.bean(ScriptedTarget.class).at("demo/crm", uuid -> slowly());
    }
    List<String> sold = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      assertThat(one.post(Sales.dana(i)).statusCode()).isEqualTo(202);
      sold.add("uuid-purchase-" + i);
    }
    awaitDelivered(60);
    assertThat(received(one)).as("delivered by the one that was told").isNotEmpty();
    assertThat(received(two)).as("delivered by the other").isNotEmpty();
    List<String> all = new ArrayList<>(received(one));
    all.addAll(received(two));
    assertThat(all).containsExactlyInAnyOrderElementsOf(sold);
  }

  @Test
  void aDuplicateIsKnownWhicheverHubGetsIt() {
    String event = RunningHub.json(one.post(Sales.dana(1)).body()).path("event").asText();
    JsonNode again = RunningHub.json(two.post(Sales.dana(1)).body());
    assertThat(again.path("event").asText()).isEqualTo(event);
    assertThat(again.path("duplicate").asBoolean()).isTrue();
  }

  @Test
  void bothShowTheSameAndTheOneLeftCarriesOn() {
    one.post(Sales.dana(1));
    awaitDelivered(1);
    assertThat(two.get("/api/v1/deliveries")).isEqualTo(one.get("/api/v1/deliveries"));
    assertThat(two.get("/api/v1/balance").path("items").get(0).path("balanced").asBoolean())
        .isTrue();
    one.close();
    two.post(Sales.dana(2));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> two.get("/api/v1/deliveries?status=DELIVERED").path("items").size() == 2);
  }

  private void awaitDelivered(int deliveries) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                one.get("/api/v1/deliveries?status=DELIVERED&limit=500").path("items").size()
                    == deliveries);
  }

  private static List<String> received(RunningHub hub) {
    return hub.bean(ScriptedTarget.class).received("demo/crm");
  }

  /** As slow as a far side is, so that one hub alone would be busy for a while. */
  private static void slowly() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(50);
  }
}
