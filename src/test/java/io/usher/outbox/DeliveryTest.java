package io.usher.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to an event between its acknowledgement and its destinations, when these are down,
 * slow or rude.
 */
class DeliveryTest {

  private static final String ROUTER =
      """
      - route:
          id: router
          from:
            uri: inbox:demo
            steps:
              - choice:
                  when:
                    - expression: {simple: {expression: "${variable.event.type} == 'webhook.test'"}}
                      steps:
                        - stop: {}
                    - expression: {simple: {expression: "${variable.event.type} startsWith 'invoice.'"}}
                      steps:
                        - to: {uri: "outbox:crm"}
                        - to: {uri: "outbox:mail"}
      """;

  private static final String DESTINATION =
      """
      - route:
          id: %1$s
          from:
            uri: outbox:%1$s
            parameters: {schedule: "50ms,50ms", timeout: %2$s}
            steps:
              - process: {ref: target}
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void oneCustomerWithTwoDestinations() {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        """);
    RunningHub.route(folder, "demo/router.camel.yaml", ROUTER);
    RunningHub.route(folder, "demo/crm.camel.yaml", DESTINATION.formatted("crm", "30s"));
    RunningHub.route(folder, "demo/mail.camel.yaml", DESTINATION.formatted("mail", "300ms"));
    start();
  }

  private void start() {
    hub =
        RunningHub.start(folder, Map.of("usher.delivery.jitter", "0"), ScriptedTarget.Beans.class);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private ScriptedTarget target() {
    return hub.bean(ScriptedTarget.class);
  }

  @Test
  void anAcceptedEventReachesEveryDestinationOnce() {
    hub.post(Sales.dana(1));
    hub.post(Sales.dana(1));
    awaitStatuses(Map.of("DELIVERED", 2));
    assertThat(target().received("demo/crm")).containsExactly("uuid-purchase-1");
    assertThat(target().received("demo/mail")).containsExactly("uuid-purchase-1");
    assertThat(hub.get("/api/v1/events").path("items").get(0).path("duplicates").asInt())
        .isEqualTo(1);
  }

  @Test
  void anEventThatARuleSendsNowhereIsRoutedAndOneThatNoRuleTakesIsUnrouted() {
    hub.post(Sales.event("webhook.test", "t1", "u1", "Dana"));
    hub.post(Sales.event("ticket.scanned", "t2", "u2", "Dana"));
    await().until(() -> hub.get("/api/v1/events?status=ACCEPTED").path("items").isEmpty());
    assertThat(hub.get("/api/v1/events?status=ROUTED").findValuesAsText("type"))
        .containsExactly("webhook.test");
    assertThat(hub.get("/api/v1/events?status=UNROUTED").findValuesAsText("type"))
        .containsExactly("ticket.scanned");
  }

  @Test
  void aDestinationThatIsDownHoldsUpNobodyElseAndIsServedWhenItIsBack() {
    AtomicInteger refusals = new AtomicInteger();
    target()
        .at(
            "demo/crm",
            uuid -> {
              if (refusals.incrementAndGet() <= 2) {
                throw new java.net.ConnectException("refused");
              }
            });
    hub.post(Sales.dana(1));
    awaitStatuses(Map.of("DELIVERED", 2));
    List<String> outcomes = log("crm").findValuesAsText("outcome");
    assertThat(outcomes).containsExactly("FAILED", "FAILED", "DELIVERED");
    assertThat(log("crm").get(0).path("error").asText())
        .isEqualTo("The other side can't be reached.");
    assertThat(log("mail").findValuesAsText("outcome")).containsExactly("DELIVERED");
  }

  @Test
  void aDeliveryIsDeadWhenItsScheduleIsUsedUpAndAPersonCanSendItAgain() {
    target()
        .at(
            "demo/crm",
            uuid -> {
              throw new IOException("still down");
            });
    hub.post(Sales.dana(1));
    awaitStatuses(Map.of("DELIVERED", 1, "DEAD", 1));
    assertThat(log("crm")).hasSize(3);
    target().at("demo/crm", uuid -> {});
    assertThat(
            hub.command("/api/v1/deliveries/" + delivery("crm").path("id").asText() + "/redeliver")
                .statusCode())
        .isEqualTo(202);
    awaitStatuses(Map.of("DELIVERED", 2));
    assertThat(log("crm").get(3).path("manual").asBoolean()).isTrue();
  }

  @Test
  void aPermanentFailureIsDeadAtOnceWithItsReason() {
    target()
        .at(
            "demo/crm",
            uuid -> {
              throw new RejectedException(
                  "The CRM has no field Colour__c. Add it, then redeliver.", "INVALID_FIELD");
            });
    hub.post(Sales.dana(1));
    awaitStatuses(Map.of("DELIVERED", 1, "DEAD", 1));
    assertThat(log("crm").findValuesAsText("outcome")).containsExactly("REJECTED");
    assertThat(delivery("crm").path("lastError").asText())
        .isEqualTo("The CRM has no field Colour__c. Add it, then redeliver.");
  }

  @Test
  void anAttemptThatHangsEndsByItsTimeAndIsTriedAgain() {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    target()
        .at(
            "demo/mail",
            uuid -> {
              if (calls.incrementAndGet() == 1) {
                never.await();
              }
            });
    hub.post(Sales.dana(1));
    awaitStatuses(Map.of("DELIVERED", 2));
    assertThat(log("mail").findValuesAsText("outcome")).containsExactly("TIMED_OUT", "DELIVERED");
  }

  @Test
  void eventsOfOneTransactionArriveInTheOrderTheyCame() {
    AtomicInteger calls = new AtomicInteger();
    target()
        .at(
            "demo/crm",
            uuid -> {
              if (calls.incrementAndGet() == 1) {
                throw new IOException("a hiccup");
              }
            });
    hub.post(Sales.dana(1));
    hub.post(Sales.danaRefunded(1));
    hub.post(Sales.dana(2));
    awaitStatuses(Map.of("DELIVERED", 6));
    assertThat(target().received("demo/crm"))
        .containsExactlyInAnyOrder("uuid-purchase-1", "uuid-refund-1", "uuid-purchase-2")
        .containsSubsequence("uuid-purchase-1", "uuid-refund-1");
  }

  @Test
  void whatIsPendingWhenTheHubStopsIsDeliveredAfterItStartsAgainAndNothingTwice() {
    target()
        .at(
            "demo/crm",
            uuid -> {
              throw new IOException("down before the restart");
            });
    for (int i = 1; i <= 20; i++) {
      hub.post(Sales.dana(i));
    }
    await().untilAsserted(() -> assertThat(target().received("demo/mail")).hasSize(20));
    awaitSettled();
    List<String> before = List.copyOf(target().received("demo/mail"));
    hub.close();
    start();
    hub.get("/api/v1/deliveries?status=DEAD&limit=100")
        .path("items")
        .forEach(d -> hub.command("/api/v1/deliveries/" + d.path("id").asText() + "/redeliver"));
    awaitStatuses(Map.of("DELIVERED", 40));
    assertThat(before).doesNotHaveDuplicates();
    assertThat(target().received("demo/mail")).isEmpty();
    assertThat(target().received("demo/crm")).hasSize(20).doesNotHaveDuplicates();
    assertThat(hub.get("/api/v1/balance").path("items").get(0).path("balanced").asBoolean())
        .isTrue();
  }

  @Test
  void aRouterThatFailsKeepsTheEventAndSaysWhy() {
    hub.close();
    RunningHub.route(
        folder,
        "demo/router.camel.yaml",
        ROUTER.replace(
            "- choice:",
            "- throwException: {exceptionType: java.lang.IllegalStateException, message: broken}\n        - choice:"));
    start();
    hub.post(Sales.dana(1));
    await()
        .untilAsserted(
            () -> {
              JsonNode event = hub.get("/api/v1/events").path("items").get(0);
              assertThat(event.path("status").asText()).isEqualTo("ACCEPTED");
              assertThat(event.path("statusReason").asText())
                  .contains("Mend routes/demo/router.camel.yaml");
            });
    hub.close();
    RunningHub.route(folder, "demo/router.camel.yaml", ROUTER);
    start();
    awaitStatuses(Map.of("DELIVERED", 2));
  }

  /** No attempt is under way: what is retrying waits for its time. */
  private void awaitSettled() {
    await().until(() -> hub.get("/api/v1/deliveries?status=IN_FLIGHT").path("items").isEmpty());
  }

  private void awaitStatuses(Map<String, Integer> expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              Map<String, Integer> counts = new HashMap<>();
              hub.get("/api/v1/deliveries?limit=500")
                  .path("items")
                  .forEach(d -> counts.merge(d.path("status").asText(), 1, Integer::sum));
              assertThat(counts).isEqualTo(expected);
            });
  }

  private JsonNode delivery(String destination) {
    return hub.get("/api/v1/deliveries?destination=" + destination).path("items").get(0);
  }

  private JsonNode log(String destination) {
    return hub.get("/api/v1/deliveries/" + delivery(destination).path("id").asText()).path("log");
  }
}
