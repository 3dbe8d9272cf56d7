package io.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.outbox.RejectedException;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many redelivered and re-routed over the API, through a restart and all. */
class JobApiTest {

  private static final String DEAD_AT_CRM =
      """
      {"kind": "REDELIVER", "filter": {"status": "DEAD", "destination": "crm"}, "rate": "%s"}""";

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void start() {
    TwoDestinations.write(folder);
    hub = TwoDestinations.start(folder);
  }

  @AfterEach
  void everythingIsAccountedForWhenTheHubStops() {
    hub.get("/api/v1/balance")
        .path("items")
        .forEach(day -> assertThat(day.path("balanced").asBoolean()).isTrue());
    hub.close();
  }

  @Test
  void firstACountAndASampleThenAJobThatSaysHowFarItHasCome() {
    deadAtCrm(12);
    JsonNode preview = post("jobs/preview", DEAD_AT_CRM.formatted("100/s"), 200);
    assertThat(preview.path("count").asInt()).isEqualTo(12);
    assertThat(preview.path("more").asBoolean()).isFalse();
    assertThat(preview.path("sample")).hasSize(10);
    assertThat(preview.path("sample").findValuesAsText("destination")).containsOnly("crm");
    assertThat(hub.get("/api/v1/jobs").path("items")).isEmpty();
    target().at("demo/crm", uuid -> {});
    JsonNode job = post("jobs", DEAD_AT_CRM.formatted("100/s"), 202);
    assertThat(job.path("createdBy").asText()).isEqualTo("admin");
    assertThat(job.path("total").asInt()).isEqualTo(12);
    assertThat(job.path("rate").asText()).isEqualTo("100/s");
    assertThat(job.path("filter").toString())
        .isEqualTo("{\"destination\":\"crm\",\"status\":\"DEAD\"}");
    JsonNode done = awaitStatus(job, "DONE");
    assertThat(done.path("done").asInt()).isEqualTo(12);
    await().untilAsserted(() -> assertThat(target().received("demo/crm")).hasSize(12));
    assertThat(target().received("demo/mail")).as("not asked for").hasSize(12);
    assertThat(hub.get("/api/v1/jobs?status=done").path("items").get(0)).isEqualTo(done);
  }

  @Test
  void aJobGoesOnAfterARestartAndNothingIsSentTwice() {
    deadAtCrm(9);
    target().at("demo/crm", uuid -> {});
    JsonNode job = post("jobs", DEAD_AT_CRM.formatted("3/s"), 202);
    await().until(() -> show(job).path("done").asInt() >= 3);
    await().until(() -> !target().received("demo/crm").isEmpty());
    List<String> received = target().received("demo/crm");
    hub.close();
    hub = TwoDestinations.start(folder);
    JsonNode done = awaitStatus(job, "DONE");
    assertThat(done.path("done").asInt()).isEqualTo(9);
    awaitDelivered(18);
    List<String> all = new ArrayList<>(received);
    all.addAll(target().received("demo/crm"));
    assertThat(all).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void aJobIsPausedResumedAndCancelledAsOftenAsSomebodyAsks() {
    deadAtCrm(3);
    JsonNode job = post("jobs", DEAD_AT_CRM.formatted("1/m"), 202);
    move(job, "pause", "PAUSED");
    move(job, "pause", "PAUSED");
    move(job, "resume", "RUNNING");
    move(job, "resume", "RUNNING");
    move(job, "cancel", "CANCELLED");
    move(job, "cancel", "CANCELLED");
    for (String verb : List.of("pause", "resume")) {
      JsonNode refusal = move(job, verb, 409);
      assertThat(refusal.path("code").asText()).isEqualTo("wrong-status");
      assertThat(refusal.path("error").asText())
          .startsWith("The job " + id(job) + " is CANCELLED and can't become ");
    }
    HttpResponse<String> unknown = hub.command("/api/v1/jobs/nobody/pause");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("There is no job with the id nobody.");
    assertThat(hub.send(hub.asAdmin("/api/v1/jobs/nobody").build()).statusCode()).isEqualTo(404);
  }

  @Test
  void theSameIdempotencyKeyIsTheSameJobAndNeverAnother() {
    deadAtCrm(1);
    Map<String, String> key = Map.of("Idempotency-Key", "after-the-outage");
    JsonNode first = post("jobs", DEAD_AT_CRM.formatted("1/m"), 202, key);
    JsonNode second = post("jobs", DEAD_AT_CRM.formatted("1/m"), 202, key);
    assertThat(id(second)).isEqualTo(id(first));
    assertThat(hub.get("/api/v1/jobs").path("items")).hasSize(1);
    JsonNode other =
        post(
            "jobs",
            """
            {"kind": "REDELIVER", "filter": {"status": "DEAD"}}""",
            409,
            key);
    assertThat(other.path("code").asText()).isEqualTo("key-used");
    assertThat(other.path("error").asText())
        .isEqualTo(
            "This Idempotency-Key made the job "
                + id(first)
                + ", which asks for something else. Send a new key.");
  }

  @Test
  void aJobThatCantBeMeantIsRefusedInOneSentence() {
    String refusals =
        """
        {} | The field kind must be one of [REDELIVER, REROUTE].
        {"kind": "REDELIVER"} | The filter names nothing, so the job would take the whole history.
        {"kind": "REROUTE", "filter": {"customer": " "}} | The filter names nothing
        {"kind": "REDELIVER", "filter": {"statsu": "DEAD"}} | The field filter.statsu is unknown; known here are
        {"kind": "REDELIVER", "filter": {"status": "BROKEN"}} | The filter's status BROKEN is unknown; it must be one of [PENDING,
        {"kind": "REDELIVER", "filter": {"status": "in_flight"}} | Deliveries IN_FLIGHT can't be redelivered
        {"kind": "REDELIVER", "filter": {"since": "yesterday"}} | The parameter filter.since must be a time such as
        {"kind": "REDELIVER", "filter": {"since": "2027-02-02", "until": "2027-02-01"}} | The filter's since must be before its until.
        {"kind": "REDELIVER", "filter": {"status": "DEAD"}, "rate": "fast"} | A rate is written such as 50/s or 600/m
        {"kind": "REDELIVER", "filter": {"status": "DEAD"}, "destinations": ["crm"]} | destinations and again are for REROUTE.
        {"kind": "REROUTE", "filter": {"destination": "crm"}} | A filter of events takes no destination and no error
        {"kind": "REROUTE", "filter": {"status": "DEAD"}} | The filter's status DEAD is unknown; it must be one of [ACCEPTED,
        {"kind": "REROUTE", "filter": {"status": "QUARANTINED"}} | Events that are QUARANTINED can't be re-routed
        {"kind": "REROUTE", "all": true, "destinations": ["crn"]} | There is no destination crn; known are [crm, mail].
        {"kind": "REROUTE", "all": true, "destinations": [null]} | The field destinations must be a list of names.
        {"kind": "REROUTE", "all": "yes"} | The field all has a value of the wrong kind
        {"kind": "REDELIVER", "kind": "REROUTE", "all": true} | The body is not JSON that can be read
        [] | The body must be a JSON object.
        null | The body must be a JSON object.
        {"kind": "REDELIVER" | The body is not JSON that can be read, line 1, column""";
    refusals.lines().forEach(line -> refused(line.split(" \\| ")[0], line.split(" \\| ")[1]));
    assertThat(hub.get("/api/v1/jobs").path("items")).isEmpty();
  }

  private void refused(String body, String sentence) {
    for (String path : List.of("jobs/preview", "jobs")) {
      JsonNode refusal = post(path, body, 400);
      assertThat(refusal.path("error").asText()).as(body).startsWith(sentence);
      assertThat(refusal.path("code").asText()).isEqualTo("bad-parameter");
    }
  }

  @Test
  void eventsReachADestinationThatWasAddedLaterAndNoneTwice() {
    for (int i = 1; i <= 5; i++) {
      hub.post(Sales.dana(i));
    }
    awaitDelivered(10);
    hub.close();
    TwoDestinations.destination(folder, "sheet");
    TwoDestinations.router(folder, "crm", "mail", "sheet");
    hub = TwoDestinations.start(folder);
    String body =
        """
        {"kind": "REROUTE", "filter": {"type": "invoice.purchase"}, "destinations": ["sheet"]}""";
    JsonNode preview = post("jobs/preview", body, 200);
    assertThat(preview.path("count").asInt()).isEqualTo(5);
    assertThat(preview.path("sample").findValuesAsText("buyerName")).contains("Dana Whitfield");
    JsonNode job = post("jobs", body, 202);
    assertThat(job.path("destinations").toString()).isEqualTo("[\"sheet\"]");
    awaitStatus(job, "DONE");
    awaitDelivered(15);
    assertThat(target().received("demo/sheet")).hasSize(5).doesNotHaveDuplicates();
    assertThat(target().received("demo/crm")).isEmpty();
    assertThat(hub.get("/api/v1/events?status=ROUTED").path("items")).hasSize(5);
  }

  @Test
  void oneEventIsReroutedByItself() {
    hub.post(Sales.dana(1));
    awaitDelivered(2);
    String path = "events/" + hub.get("/api/v1/events").at("/items/0/id").asText() + "/reroute";
    post(path, "{\"destinations\": [\"crm\"], \"again\": true}", 202);
    await().untilAsserted(() -> assertThat(target().received("demo/crm")).hasSize(2));
    assertThat(target().received("demo/mail")).hasSize(1);
    awaitDelivered(2);
    assertThat(hub.command("/api/v1/" + path).statusCode()).isEqualTo(202);
    await().until(() -> hub.get("/api/v1/events?status=ACCEPTED").path("items").isEmpty());
    awaitDelivered(2);
    assertThat(target().received("demo/crm")).as("without again").hasSize(2);
  }

  @Test
  void anEventThatCantBeReroutedIsRefusedInOneSentence() {
    hub.post(Sales.event("invoice.purchase", "dana-1", "uuid-1", "Dana Whitfield"));
    hub.post(Sales.event("invoice.purchase", "dana-1", "uuid-1", "Somebody Else"));
    String id = hub.get("/api/v1/events?status=QUARANTINED").at("/items/0/id").asText();
    JsonNode refusal = post("events/" + id + "/reroute", "{}", 409);
    assertThat(refusal.path("code").asText()).isEqualTo("quarantined");
    assertThat(refusal.path("error").asText())
        .isEqualTo(
            "The event " + id + " is quarantined; a person must release it before it is routed.");
    assertThat(post("events/nobody/reroute", "{}", 404).path("error").asText())
        .isEqualTo("There is no event with the id nobody.");
    JsonNode unknown = post("events/" + id + "/reroute", "{\"destinations\": [\"crn\"]}", 400);
    assertThat(unknown.path("error").asText())
        .isEqualTo("There is no destination crn of customer demo; known are [crm, mail].");
  }

  @Test
  void theApisDescriptionHasTheJobs() {
    JsonNode paths = hub.get("/api/v1/openapi.json").path("paths");
    assertThat(paths.fieldNames())
        .toIterable()
        .contains(
            "/api/v1/jobs",
            "/api/v1/jobs/preview",
            "/api/v1/jobs/{id}/pause",
            "/api/v1/events/{id}/reroute");
    assertThat(paths.at("/~1api~1v1~1jobs/post/requestBody").toString()).contains("JobRequest");
  }

  private ScriptedTarget target() {
    return hub.bean(ScriptedTarget.class);
  }

  private void deadAtCrm(int count) {
    target()
        .at(
            "demo/crm",
            uuid -> {
              throw new RejectedException("The CRM has no field Colour__c.", "INVALID_FIELD");
            });
    for (int i = 1; i <= count; i++) {
      hub.post(Sales.dana(i));
    }
    awaitDelivered(count);
    await().until(() -> withStatus("DEAD") == count);
  }

  private void awaitDelivered(int count) {
    await().atMost(Duration.ofSeconds(20)).until(() -> withStatus("DELIVERED") == count);
  }

  private int withStatus(String status) {
    return hub.get("/api/v1/deliveries?limit=500&status=" + status).path("items").size();
  }

  private JsonNode awaitStatus(JsonNode job, String status) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> show(job).path("status").asText().equals(status));
    return show(job);
  }

  private JsonNode show(JsonNode job) {
    return hub.get("/api/v1/jobs/" + id(job));
  }

  private void move(JsonNode job, String verb, String status) {
    assertThat(move(job, verb, 200).path("status").asText()).isEqualTo(status);
  }

  private JsonNode move(JsonNode job, String verb, int status) {
    HttpResponse<String> answer = hub.command("/api/v1/jobs/" + id(job) + "/" + verb);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return RunningHub.json(answer.body());
  }

  private static String id(JsonNode job) {
    return job.path("id").asText();
  }

  private JsonNode post(String path, String body, int status) {
    return post(path, body, status, Map.of());
  }

  private JsonNode post(String path, String body, int status, Map<String, String> headers) {
    HttpRequest.Builder request =
        hub.asAdmin("/api/v1/" + path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<String> answer = hub.send(request.build());
    assertThat(answer.statusCode()).as(body + " " + answer.body()).isEqualTo(status);
    return RunningHub.json(answer.body());
  }
}
