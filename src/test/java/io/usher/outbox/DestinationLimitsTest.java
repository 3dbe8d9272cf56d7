package io.usher.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import jakarta.mail.AuthenticationFailedException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A destination is paused, out of order, slowed down or kept in order, in a whole hub. */
class DestinationLimitsTest {

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void twoDestinations() {
    TwoDestinations.write(folder);
  }

  private void start(String destinations) {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        destinations:
        """
            + destinations.indent(2));
    hub = TwoDestinations.start(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aPausedDestinationWaitsThroughARestartAndTheOtherGoesOn() {
    start("crm: {}");
    JsonNode paused = RunningHub.json(hub.command("/api/v1/destinations/demo/crm/pause").body());
    assertThat(paused.path("status").asText()).isEqualTo("PAUSED");
    assertThat(paused.path("pausedBy").asText()).isEqualTo("admin");
    sell(3);
    await().until(() -> target().received("demo/mail").size() == 3);
    stop();
    start("crm: {}");
    sell(4);
    await().until(() -> target().received("demo/mail").contains("uuid-purchase-4"));
    assertThat(target().received("demo/crm")).isEmpty();
    assertThat(destination("crm").path("open").asInt()).isEqualTo(4);
    hub.command("/api/v1/destinations/demo/crm/resume");
    await().until(() -> target().received("demo/crm").size() == 4);
    assertThat(destination("crm").path("status").asText()).isEqualTo("RUNNING");
  }

  @Test
  void whatWaitedForADestinationThatWasAwayIsDeliveredAndNothingDies() {
    start(
        "crm: {concurrency: 1, breakerFailures: 3, breakerFirstWait: 50ms, breakerLongestWait: 100ms}");
    AtomicInteger tries = new AtomicInteger();
    target()
        .at(
            "demo/crm",
            uuid -> {
              tries.incrementAndGet();
              throw new ConnectException("refused");
            });
    sell(20);
    await().until(() -> tries.get() > 15);
    JsonNode away = destination("crm");
    assertThat(away.path("status").asText()).isEqualTo("BREAKER_OPEN");
    assertThat(away.path("reason").asText()).isEqualTo("The other side can't be reached.");
    assertThat(statuses("DEAD")).isEmpty();
    target().at("demo/crm", uuid -> {});
    await().until(() -> target().received("demo/crm").size() == 20);
    await().until(() -> destination("crm").path("status").asText().equals("RUNNING"));
    assertThat(target().received("demo/crm")).doesNotHaveDuplicates();
  }

  @Test
  void noMoreAttemptsRunAtATimeThanADestinationAllowsHoweverTheyBegan() {
    start("crm: {concurrency: 2}");
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Random random = new Random(7);
    target()
        .at(
            "demo/crm",
            uuid -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              long until = System.nanoTime() + random.nextInt(4_000_000);
              while (System.nanoTime() < until) {
                Thread.onSpinWait();
              }
              running.decrementAndGet();
            });
    sell(60);
    await().until(() -> target().received("demo/crm").size() == 60);
    assertThat(most).hasValue(2);
    assertThat(target().received("demo/crm")).doesNotHaveDuplicates();
  }

  @Test
  void aRefusedCredentialStopsADestinationBeforeDeliveriesAreUsedUp() {
    start("crm: {concurrency: 1}");
    AtomicInteger tries = new AtomicInteger();
    target()
        .at(
            "demo/crm",
            uuid -> {
              tries.incrementAndGet();
              throw new AuthenticationFailedException("535");
            });
    sell(5);
    await().until(() -> destination("crm").path("credential").asBoolean());
    await().until(() -> target().received("demo/mail").size() == 5);
    assertThat(tries).hasValue(1);
    assertThat(destination("crm").path("reason").asText())
        .isEqualTo(
            "The mail server refused the login. Renew username and password of the mail"
                + " connection.");
    assertThat(statuses("RETRYING"))
        .singleElement()
        .matches(delivery -> delivery.path("attempts").asInt() == 0);
    target().at("demo/crm", uuid -> {});
    hub.command("/api/v1/destinations/demo/crm/resume");
    await().until(() -> target().received("demo/crm").size() == 5);
  }

  @Test
  void aCustomersFileCountsMoreThanTheRoute() {
    start("crm: {schedule: 1h, rate: 5/s, concurrency: 4}");
    List<Instant> starts = new CopyOnWriteArrayList<>();
    target().at("demo/crm", uuid -> starts.add(Instant.now()));
    sell(6);
    await().until(() -> target().received("demo/crm").size() == 6);
    assertThat(starts.get(5)).isAfterOrEqualTo(starts.get(0).plusMillis(950));
  }

  @Test
  void deliveriesOfOneBuyerGoOneAfterTheOtherWhereTheRouteAsksForIt() {
    start("crm: {orderKey: buyer, concurrency: 8}\nmail: {orderKey: none, concurrency: 8}");
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch open = new CountDownLatch(1);
    target()
        .at(
            "demo/crm",
            uuid -> {
              begun.incrementAndGet();
              open.await();
            });
    sell(8);
    await().until(() -> target().received("demo/mail").size() == 8);
    assertThat(begun).as("the other seven had their time and their slots").hasValue(1);
    open.countDown();
    await().until(() -> target().received("demo/crm").size() == 8);
    assertThat(target().received("demo/crm"))
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(target().received("demo/mail"));
  }

  @Test
  void aDestinationThatNobodyHasIsNotPaused() {
    start("crm: {}");
    var answer = hub.command("/api/v1/destinations/demo/fax/pause");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(RunningHub.json(answer.body()).path("error").asText())
        .isEqualTo("There is no destination demo/fax; there are demo/crm, demo/mail.");
  }

  private void sell(int upTo) {
    for (int i = 1; i <= upTo; i++) {
      hub.post(Sales.dana(i));
    }
  }

  private ScriptedTarget target() {
    return hub.bean(ScriptedTarget.class);
  }

  private JsonNode destination(String name) {
    return hub.get("/api/v1/destinations/demo/" + name);
  }

  private List<JsonNode> statuses(String status) {
    return List.copyOf(
        hub.get("/api/v1/deliveries?status=" + status).path("items").findParents("status"));
  }
}
