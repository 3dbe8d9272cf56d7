package io.usher.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are changed while the hub runs. */
class ReloadTest {

  private static final Duration NOTICED = Duration.ofSeconds(3);

  @TempDir Path folder;
  private RunningHub hub;
  private ScriptedTarget target;

  @BeforeEach
  void aHubWithTwoDestinations() {
    TwoDestinations.write(folder);
    hub = TwoDestinations.start(folder);
    target = hub.bean(ScriptedTarget.class);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aChangedRouterIsNoticedAndRoutesTheNextEvent() {
    sell(1);
    awaitReceived("mail", "uuid-purchase-1");
    TwoDestinations.router(folder, "crm");
    awaitVersion(2);
    sell(2);
    awaitReceived("crm", "uuid-purchase-2");
    assertThat(target.received("demo/mail")).containsExactly("uuid-purchase-1");
  }

  @Test
  void whatIsUnderWayEndsOnTheOldRouteAndIsDeliveredOnce() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    target.at(
        "demo/crm",
        uuid -> {
          inside.countDown();
          assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
        });
    sell(1);
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
    change("demo/crm.camel.yaml", text -> text.replace("timeout: 30s", "timeout: 29s"));
    awaitVersion(2);
    assertThat(hub.bean(io.usher.routing.Routes.class).retired()).isEqualTo(1);
    target.at("demo/crm", uuid -> {});
    sell(2);
    awaitReceived("crm", "uuid-purchase-2");
    go.countDown();
    awaitReceived("crm", "uuid-purchase-1");
    await().until(() -> hub.bean(io.usher.routing.Routes.class).retired() == 0);
    assertThat(target.received("demo/crm")).containsOnlyOnce("uuid-purchase-1");
    assertThat(delivery(0).path("attempts").asInt()).isEqualTo(1);
  }

  @Test
  void aBrokenFileStopsNothingAndIsToldWithItsLine() {
    change("demo/crm.camel.yaml", text -> text.replace("process:", "proces:"));
    await().atMost(NOTICED).until(() -> !problems().isEmpty());
    assertThat(problems())
        .containsExactly(
            folder
                + "/routes/demo/crm.camel.yaml:7:11: There is no step or key 'proces' here."
                + " Correct the file.");
    sell(1);
    awaitReceived("crm", "uuid-purchase-1");
    assertThat(route("demo/crm").path("current").asBoolean()).isFalse();
    assertThat(hub.get("/actuator/health").path("status").asText()).isEqualTo("DEGRADED");
    TwoDestinations.destination(folder, "crm");
    await().atMost(NOTICED).until(() -> problems().isEmpty());
    assertThat(route("demo/crm").path("current").asBoolean()).isTrue();
  }

  @Test
  void aNewDestinationAndADeletedOneTakeEffect() throws IOException {
    TwoDestinations.destination(folder, "letters");
    TwoDestinations.router(folder, "crm", "letters");
    Files.delete(folder.resolve("routes/demo/mail.camel.yaml"));
    await()
        .atMost(NOTICED)
        .until(() -> ids().equals(List.of("demo/crm", "demo/letters", "demo/router")));
    sell(1);
    awaitReceived("letters", "uuid-purchase-1");
  }

  @Test
  void aSecretIsChangedWithoutARestart() {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: another-secret}
        """);
    awaitVersion(2);
    String sale = Sales.dana(1);
    assertThat(hub.post(sale).statusCode()).isEqualTo(401);
    assertThat(
            hub.post(
                    sale,
                    Map.of("X-SHOWPASS-SIGNATURE", RunningHub.sign("another-secret", "dana-1")))
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void aCustomerWhoseFileIsDeletedIsGoneButItsEventsStay() throws IOException {
    sell(1);
    awaitReceived("crm", "uuid-purchase-1");
    Files.delete(folder.resolve("customers/demo.yaml"));
    await().atMost(NOTICED).until(() -> ids().isEmpty());
    assertThat(hub.post(Sales.dana(2)).statusCode()).isEqualTo(404);
    assertThat(hub.get("/api/v1/events").path("items")).hasSize(1);
  }

  @Test
  void aDeliveryIsRecordedWithTheVersionThatMadeIt() {
    sell(1);
    awaitReceived("crm", "uuid-purchase-1");
    change("demo/crm.camel.yaml", text -> text.replace("timeout: 30s", "timeout: 29s"));
    awaitVersion(2);
    sell(2);
    awaitReceived("crm", "uuid-purchase-2");
    await()
        .until(
            () ->
                hub.get("/api/v1/deliveries?destination=crm&status=DELIVERED").path("items").size()
                    == 2);
    JsonNode items = hub.get("/api/v1/deliveries?destination=crm").path("items");
    assertThat(items.get(0).path("version").asInt()).isEqualTo(2);
    assertThat(items.get(1).path("version").asInt()).isEqualTo(1);
    assertThat(
            hub.get("/api/v1/deliveries/" + items.get(0).path("id").asText())
                .path("log")
                .get(0)
                .path("version")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  void reloadsLeaveNothingBehind() {
    sell(0);
    awaitReceived("crm", "uuid-purchase-0");
    CamelContext camel = hub.bean(CamelContext.class);
    reload(1);
    settle();
    int routes = camel.getRoutesSize();
    int endpoints = camel.getEndpoints().size();
    int components = camel.getComponentNames().size();
    int threads = Thread.activeCount();
    for (int i = 2; i < 20; i++) {
      reload(i);
    }
    settle();
    assertThat(camel.getRoutesSize()).isEqualTo(routes);
    assertThat(camel.getEndpoints()).hasSize(endpoints);
    assertThat(camel.getComponentNames()).hasSize(components);
    assertThat(Thread.activeCount()).isLessThan(threads + 6);
  }

  private void reload(int number) {
    change(
        "demo/crm.camel.yaml",
        text -> text.replaceFirst("timeout: \\d+s", "timeout: " + (30 + number) + "s"));
    hub.bean(Reload.class).applyNow("", "test");
    sell(number);
    awaitReceived("crm", "uuid-purchase-" + number);
  }

  private void settle() {
    await().until(() -> hub.bean(io.usher.routing.Routes.class).retired() == 0);
  }

  private void sell(int number) {
    assertThat(hub.post(Sales.dana(number)).statusCode()).isEqualTo(202);
  }

  private void awaitReceived(String destination, String uuid) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> target.received("demo/" + destination).contains(uuid));
  }

  private void awaitVersion(int version) {
    await().atMost(NOTICED).until(() -> route("demo/router").path("version").asInt() == version);
  }

  private JsonNode route(String id) {
    for (JsonNode route : hub.get("/api/v1/routes").path("items")) {
      if (route.path("id").asText().equals(id)) {
        return route;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private List<String> ids() {
    return hub.get("/api/v1/routes").path("items").findValuesAsText("id");
  }

  private JsonNode delivery(int index) {
    return hub.get("/api/v1/deliveries?destination=crm").path("items").get(1 - index);
  }

  private List<String> problems() {
    return hub.bean(Reload.class).problems().stream().map(Object::toString).toList();
  }

  private void change(String file, java.util.function.UnaryOperator<String> edit) {
    Path path = folder.resolve("routes").resolve(file);
    try {
      RunningHub.route(folder, file, edit.apply(Files.readString(path)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
