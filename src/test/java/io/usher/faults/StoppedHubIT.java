package io.usher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.HubProcess;
import io.usher.testing.Sales;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real hub does with what is under way when it is asked to stop. */
class StoppedHubIT {

  private static final Duration SLOW = Duration.ofSeconds(3);

  @TempDir Path folder;
  private Sinks sinks;
  private TwoDestinations venue;
  private HubProcess hub;

  @BeforeEach
  void crmIsSlow() throws IOException {
    sinks = new Sinks();
    sinks.behave("crm", new Sinks.Takes(SLOW));
    venue = new TwoDestinations(folder, sinks.port());
  }

  @AfterEach
  void stop() {
    hub.close();
    sinks.close();
  }

  @Test
  void anAttemptInFlightEndsAndIsRecordedWhileNewWebhooksAreToldToComeBack() throws Exception {
    hub = venue.start();
    danaBuys();
    hub.terminate();
    await().until(() -> hub.post(Sales.dana(2)).statusCode() == 503);
    assertToldToComeBack(hub.post(Sales.dana(2)));
    JsonNode readiness = hub.get("/actuator/health/readiness");
    assertThat(readiness.path("status").asText()).isEqualTo("OUT_OF_SERVICE");
    assertThat(hub.get("/actuator/health").path("status").asText()).isEqualTo("OUT_OF_SERVICE");
    assertThat(hub.awaitExit(Duration.ofSeconds(15))).isEqualTo(143);
    sinks.behave("crm", new Sinks.Hangs());
    hub = venue.start();
    JsonNode crm = crm();
    assertThat(crm.path("status").asText()).isEqualTo("DELIVERED");
    assertThat(crm.path("attempts").asInt()).isEqualTo(1);
    assertThat(hub.all("events")).as("Dana's second sale was refused").hasSize(1);
    assertThat(sinks.reached("crm").get("uuid-purchase-1")).hasSize(1);
  }

  @Test
  void anAttemptThatTakesLongerThanTheLimitIsTakenUpByTheNextStart() throws Exception {
    hub = venue.start("--usher.stop.limit=1s", "--usher.stop.linger=100ms");
    sinks.behave("crm", new Sinks.Hangs());
    danaBuysAndCrmHangs();
    hub.terminate();
    assertThat(hub.awaitExit(Duration.ofSeconds(10))).isEqualTo(143);
    assertThat(hub.output())
        .contains(
            "1 still under way after 1 s (usher.stop.limit); the next start takes it up again.")
        .doesNotContain("\tat ");
    sinks.behave("crm", new Sinks.Takes(Duration.ZERO));
    hub = venue.start();
    await().untilAsserted(() -> assertThat(crm().path("status").asText()).isEqualTo("DELIVERED"));
    assertThat(hub.get("/api/v1/deliveries/" + crm().path("id").asText()).path("log"))
        .extracting(attempt -> attempt.path("outcome").asText())
        .containsExactly("INTERRUPTED", "DELIVERED");
    assertThat(sinks.reached("crm").get("uuid-purchase-1")).hasSize(1);
  }

  private void danaBuys() throws Exception {
    assertThat(hub.post(Sales.dana(1)).statusCode()).isEqualTo(202);
    await().until(() -> sinks.reached("crm").containsKey("uuid-purchase-1"));
  }

  private void danaBuysAndCrmHangs() throws Exception {
    assertThat(hub.post(Sales.dana(1)).statusCode()).isEqualTo(202);
    await().until(() -> sinks.reached("mail").containsKey("uuid-purchase-1"));
    await().until(() -> crm().path("status").asText().equals("IN_FLIGHT"));
  }

  private static void assertToldToComeBack(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"The hub is stopping. Send it again in a few seconds.\",\"code\":\"stopping\"}");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(answer.headers().firstValue("Connection")).hasValue("close");
  }

  private JsonNode crm() {
    return hub.all("deliveries").stream()
        .filter(delivery -> delivery.path("destination").asText().equals("crm"))
        .findFirst()
        .orElseThrow();
  }
}
