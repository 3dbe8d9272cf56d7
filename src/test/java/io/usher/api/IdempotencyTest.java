package io.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change that is asked for twice with one key is made once. */
class IdempotencyTest {

  @TempDir Path folder;
  private RunningHub hub;
  private String delivery;
  private String event;

  @BeforeEach
  void aDeliveredSale() {
    TwoDestinations.write(folder);
    hub = TwoDestinations.start(folder);
    event = RunningHub.json(hub.post(Sales.dana(1)).body()).path("event").asText();
    await().until(() -> hub.get("/api/v1/deliveries?status=DELIVERED").path("items").size() == 2);
    delivery =
        hub.get("/api/v1/deliveries?destination=crm").path("items").path(0).path("id").asText();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> post(String path, String key, String body) {
    return hub.send(
        hub.asAdmin(path)
            .header("Idempotency-Key", key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private List<String> received() {
    return hub.bean(ScriptedTarget.class).received("demo/crm");
  }

  @Test
  void aRedeliverWithTheSameKeyIsAnsweredAgainAndNotMadeAgain() {
    String path = "/api/v1/deliveries/" + delivery + "/redeliver";
    HttpResponse<String> first = post(path, "k1", "");
    assertThat(first.statusCode()).isEqualTo(202);
    await().until(() -> received().size() == 2);
    await().until(() -> hub.get("/api/v1/deliveries?status=DELIVERED").path("items").size() == 2);
    HttpResponse<String> second = post(path, "k1", "");
    assertThat(second.statusCode()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    post(path, "k2", "");
    await().until(() -> received().size() == 3);
  }

  @Test
  void aKeyOfAnotherRequestIsRefused() {
    post("/api/v1/events/" + event + "/reroute", "k1", "{\"again\": true}");
    HttpResponse<String> other = post("/api/v1/events/" + event + "/reroute", "k1", "");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(RunningHub.json(other.body()).path("code").asText()).isEqualTo("key-used");
  }

  @Test
  void aRefusalIsAnsweredAgainTooAndABodyReachesTheApiWhole() {
    HttpResponse<String> first =
        post("/api/v1/events/" + event + "/reroute", "k1", "{\"agian\": 1}");
    assertThat(first.statusCode()).isEqualTo(400);
    assertThat(first.body()).contains("The field agian is unknown");
    assertThat(post("/api/v1/events/" + event + "/reroute", "k1", "{\"agian\": 1}").body())
        .isEqualTo(first.body());
  }

  @Test
  void aKeyThatIsTooLongIsRefused() {
    assertThat(
            post("/api/v1/deliveries/" + delivery + "/redeliver", "k".repeat(201), "").statusCode())
        .isEqualTo(400);
  }

  @Test
  void withoutALoginNothingIsKeptOrAnswered() {
    HttpResponse<String> answer =
        hub.post(
            "/api/v1/deliveries/" + delivery + "/redeliver",
            new byte[0],
            java.util.Map.of("Idempotency-Key", "k1"));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(post("/api/v1/deliveries/" + delivery + "/redeliver", "k1", "").statusCode())
        .isEqualTo(202);
  }
}
