package io.usher.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.SettableClock;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long a hub keeps what it was given, as whoever runs it sees it. */
@ExtendWith(OutputCaptureExtension.class)
class RetentionTest {

  private static final String DANA = "dana.whitfield@example.com";

  /** A hub whose days pass quickly. */
  static class Days {
    @Bean
    @Primary
    Clock days() {
      return new SettableClock(Instant.parse("2027-02-06T19:00:00Z"));
    }
  }

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void oneCustomerWithADestination() {
    customer("");
    RunningHub.route(
        folder,
        "demo/router.camel.yaml",
        "- route: {id: router, from: {uri: \"inbox:demo\", steps: [{to: {uri: \"outbox:crm\"}}]}}\n");
    RunningHub.route(
        folder,
        "demo/crm.camel.yaml",
        """
        - route:
            id: crm
            from:
              uri: outbox:crm
              parameters: {schedule: "1h,1h"}
              steps:
                - process: {ref: target}
        """);
    start();
  }

  private void customer(String more) {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        """
            + more);
  }

  private void start() {
    hub = RunningHub.start(folder, Map.of(), ScriptedTarget.Beans.class, Days.class);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aPayloadGoesAfterAMonthAndTheLogAfterThirteen(CapturedOutput output) {
    String event = sold(Sales.dana(1));
    String delivery = awaitDelivered(event);
    tick(31);
    assertThat(foreseen().path("purged").path("payloads").asInt()).isEqualTo(1);
    assertThat(purge().at("/purged/payloads").asInt()).isEqualTo(1);
    HttpResponse<String> payload =
        hub.send(hub.asAdmin("/api/v1/events/" + event + "/payload").GET().build());
    assertThat(payload.statusCode()).isEqualTo(410);
    assertThat(payload.body())
        .isEqualTo(
            "{\"error\":\"The payload of the event "
                + event
                + " was removed, because it was kept long enough or somebody's data was erased.\",\"code\":\"payload-removed\"}");
    HttpResponse<String> redelivered = hub.command("/api/v1/deliveries/" + delivery + "/redeliver");
    assertThat(redelivered.statusCode()).isEqualTo(409);
    assertThat(RunningHub.json(redelivered.body()).path("error").asText())
        .isEqualTo(
            "The delivery "
                + delivery
                + " can't be sent again: the payload of its event "
                + event
                + " was removed, because it was kept long enough or somebody's data was erased.");
    assertThat(hub.get("/api/v1/events/" + event).path("payloadPurgedAt").asText())
        .isEqualTo("2027-03-09T19:00:00Z");
    tick(370);
    assertThat(purge().at("/purged").toString())
        .isEqualTo("{\"payloads\":0,\"events\":1,\"deliveries\":1,\"attempts\":1,\"bytes\":0}");
    assertThat(hub.get("/api/v1/events").path("items")).isEmpty();
    assertThat(output)
        .contains("Removed of customer demo: 1 payloads, and 0 events with 0 deliveries")
        .contains("Removed of customer demo: 0 payloads, and 1 events with 1 deliveries");
    HttpResponse<String> metrics = hub.send(hub.asAdmin("/actuator/prometheus").GET().build());
    assertThat(metrics.body())
        .contains("usher_purged_total{customer=\"demo\",what=\"payload\"} 1.0")
        .contains("usher_purged_total{customer=\"demo\",what=\"event\"} 1.0");
  }

  @Test
  void aCustomersOwnTimesComeFirst() {
    hub.close();
    customer("retention: {payloads: 5d, log: forever}\n");
    start();
    awaitDelivered(sold(Sales.dana(1)));
    tick(6);
    assertThat(foreseen().toString())
        .isEqualTo(
            """
            {"customer":"demo","keepPayloads":"5d","keepLog":"forever",\
            "purged":{"payloads":1,"events":0,"deliveries":0,"attempts":0,"bytes":%d}}"""
                .formatted(Sales.dana(1).getBytes(StandardCharsets.UTF_8).length));
    tick(4000);
    assertThat(purge().at("/purged/events").asInt()).isZero();
  }

  @Test
  void anErasedPersonIsNowhereInTheDatabaseAndComesBackWithNothing(CapturedOutput output)
      throws Exception {
    String delivered = sold(Sales.dana(1));
    awaitDelivered(delivered);
    hub.bean(ScriptedTarget.class)
        .at(
            "demo/crm",
            uuid -> {
              throw new IllegalStateException("no contact " + DANA);
            });
    String open = sold(Sales.dana(2));
    await().until(() -> !hub.get("/api/v1/events/" + open).at("/deliveries/0/lastError").isNull());
    sold(
        Sales.event("invoice.purchase", "kim-1", "uuid-kim", "Kim Lee")
            .replace(DANA, "kim@example.com"));
    awaitFindable(3);
    int before = hub.get("/api/v1/balance").path("items").size();
    JsonNode foreseen = erase(" Dana.Whitfield@Example.com ", true);
    assertThat(foreseen.path("id").isNull()).isTrue();
    assertThat(foreseen.path("events").findValuesAsText("id")).containsExactly(delivered, open);
    JsonNode erased = erase(" Dana.Whitfield@Example.com ", false);
    assertThat(erased.path("events").findValuesAsText("role")).containsExactly("BUYER", "BUYER");
    assertThat(erased.path("eventsSearched").asInt()).isEqualTo(3);
    assertThat(erased.path("discardedDeliveries")).hasSize(1);
    assertThat(erased.path("erasedBy").asText()).isEqualTo("admin");
    assertThat(erased.path("traces").isNull()).isTrue();
    assertThat(hub.get("/api/v1/persons/erasures").path("items").get(0)).isEqualTo(erased);
    assertThat(hub.get("/api/v1/events/" + open).at("/deliveries/0/status").asText())
        .isEqualTo("DISCARDED");
    assertThat(hub.get("/api/v1/balance").path("items"))
        .hasSize(before)
        .allMatch(day -> day.path("balanced").asBoolean());
    assertThat(hub.post(Sales.dana(1)).body()).contains("\"duplicate\":true");
    assertThat(hub.post(Sales.dana(1).replace("52.50", "52.51")).body())
        .contains("\"duplicate\":true");
    assertThat(
            hub.get("/api/v1/events/" + delivered + "/payload").at("/data/customer_name").asText())
        .isEqualTo("[erased]");
    assertNowhere(DANA);
    assertNowhere(DANA.replaceAll("[^a-z]", ""));
    assertThat(hub.get("/api/v1/events?q=whitfield").path("items")).isEmpty();
    hub.close();
    assertNowhere(DANA);
    start();
    assertThat(output.toString().toLowerCase(Locale.ROOT)).doesNotContain(DANA);
    assertThat(hub.get("/api/v1/events?q=Kim").path("items")).hasSize(1);
  }

  @Test
  void nothingIsErasedWhileAnAcknowledgedEventCantBeSearched() throws Exception {
    sold(Sales.dana(1));
    awaitFindable(1);
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/usher.db"));
        Statement database = other.createStatement()) {
      database.execute("BEGIN IMMEDIATE");
      sold(Sales.dana(2));
      damageLastOfSpool();
    }
    await().until(() -> hub.post(Sales.dana(3)).statusCode() == 503);
    HttpResponse<String> answer = post("{\"email\":\"" + DANA + "\",\"dryRun\":false}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body())
        .contains("nothing is erased before all are there")
        .contains("\"code\":\"store-unavailable\"");
  }

  private void damageLastOfSpool() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data"))) {
      Path spool = files.filter(f -> f.toString().contains("usher.db-spool-")).findFirst().get();
      byte[] bytes = Files.readAllBytes(spool);
      int last = bytes.length - 1;
      while (bytes[last] == 0) {
        last--;
      }
      try (FileChannel file = FileChannel.open(spool, StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(new byte[] {(byte) (bytes[last] + 1)}), last);
      }
    }
  }

  @Test
  void whatIsNoRequestToEraseIsToldSo() {
    assertThat(post("{\"email\":\"dana\",\"dryRun\":true}").body())
        .isEqualTo(
            "{\"error\":\"The field email must be one e-mail address, such as dana@example.com.\",\"code\":\"bad-parameter\"}");
    assertThat(post("{\"email\":\"dana@example.com\",\"dry_run\":true}").body())
        .isEqualTo(
            "{\"error\":\"The field dryRun must be true to see what would be erased, or false to erase it.\",\"code\":\"bad-parameter\"}");
    assertThat(post("{\"email\":\"dana@example.com\"}").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> post(String json) {
    return hub.send(
        hub.asAdmin("/api/v1/persons/erase")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private JsonNode erase(String email, boolean dryRun) {
    HttpResponse<String> answer = post("{\"email\":\"" + email + "\",\"dryRun\":" + dryRun + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningHub.json(answer.body());
  }

  private void assertNowhere(String address) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("data"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("usher.db")).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes.toLowerCase(Locale.ROOT).contains(address)).as("in " + file).isFalse();
      }
    }
  }

  private void awaitFindable(int events) {
    ((SettableClock) hub.bean(Clock.class)).tick(Duration.ofSeconds(5));
    await()
        .until(
            () ->
                hub.bean(JdbcClient.class)
                    .sql("SELECT count(*) FROM event_words")
                    .query(Integer.class)
                    .single(),
            Integer.valueOf(events)::equals);
  }

  private String sold(String body) {
    HttpResponse<String> answer = hub.post(body);
    assertThat(answer.statusCode()).isEqualTo(202);
    return RunningHub.json(answer.body()).path("event").asText();
  }

  private String awaitDelivered(String event) {
    String path = "/api/v1/events/" + event;
    await()
        .untilAsserted(
            () ->
                assertThat(hub.get(path).at("/deliveries/0/status").asText())
                    .isEqualTo("DELIVERED"));
    return hub.get(path).at("/deliveries/0/id").asText();
  }

  private void tick(int days) {
    ((SettableClock) hub.bean(Clock.class)).tick(Duration.ofDays(days));
  }

  private JsonNode foreseen() {
    return only(hub.get("/api/v1/retention"));
  }

  private JsonNode purge() {
    return only(RunningHub.json(hub.command("/api/v1/retention/purge").body()));
  }

  private static JsonNode only(JsonNode list) {
    assertThat(list.path("items")).hasSize(1);
    return list.path("items").get(0);
  }
}
