package io.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Keyboard;
import io.usher.outbox.RejectedException;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person types to send many again, and what they see. */
class JobCommandTest {

  @TempDir Path folder;
  private RunningHub hub;
  private Keyboard keyboard = Keyboard.NONE;
  private String out = "";
  private String err = "";

  @BeforeEach
  void threeSalesThatTheCrmRefused() {
    TwoDestinations.write(folder);
    hub = TwoDestinations.start(folder);
    target()
        .at(
            "demo/crm",
            uuid -> {
              throw new RejectedException("The CRM has no field Colour__c.", "INVALID_FIELD");
            });
    for (int i = 1; i <= 3; i++) {
      hub.post(Sales.dana(i));
    }
    awaitStatus("DEAD", 3);
    awaitStatus("DELIVERED", 3);
    target().at("demo/crm", uuid -> {});
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aPersonSeesHowManyAndWhichAndSaysYes() {
    keyboard = () -> Optional.of("y");
    assertThat(usher("delivery", "redeliver", "--status", "dead", "--destination", "crm")).isZero();
    assertThat(err)
        .contains(
            "has no field Colour__c", "Redeliver 3 deliveries? [y/N]", "Ctrl-C leaves it running");
    assertThat(out).contains(" is DONE: 3 redelivered.");
    awaitStatus("DELIVERED", 6);
    assertThat(hub.get("/api/v1/jobs").at("/items/0/createdBy").asText()).isEqualTo("admin");
  }

  @Test
  void aPersonWhoSaysNoChangesNothing() {
    keyboard = () -> Optional.of("");
    assertThat(usher("delivery", "redeliver", "--status", "DEAD")).isEqualTo(1);
    assertThat(err).contains("Nothing was done.");
    assertThat(hub.get("/api/v1/jobs").path("items")).isEmpty();
  }

  @Test
  void aScriptMustSayYesBeforehand() {
    assertThat(usher("delivery", "redeliver", "--status", "DEAD")).isEqualTo(2);
    assertThat(err)
        .contains(
            "Nobody is at a terminal to be asked. Add --yes to start the job without asking.");
    assertThat(hub.get("/api/v1/jobs").path("items")).isEmpty();
    assertThat(usher("delivery", "redeliver", "--status", "DEAD", "--yes", "--json")).isZero();
    assertThat(RunningHub.json(out).path("status").asText()).isEqualTo("DONE");
    assertThat(RunningHub.json(out).path("done").asInt()).isEqualTo(3);
    assertThat(usher("delivery", "redeliver", "--status", "RETRYING", "--yes")).isZero();
    assertThat(out).isEqualToIgnoringNewLines("Nothing matches, so there is nothing to do.");
  }

  @Test
  void idsAndOptionsDontMixAndOneOfThemIsNeeded() {
    assertThat(usher("delivery", "redeliver")).isEqualTo(2);
    assertThat(err).contains("not by neither.");
    assertThat(usher("delivery", "redeliver", "some-id", "--status", "DEAD")).isEqualTo(2);
    assertThat(err).contains("not by both.");
    assertThat(usher("event", "reroute", "some-id", "--all")).isEqualTo(2);
    assertThat(err).contains("not by both.");
  }

  @Test
  void theHubsRefusalIsTheCommandsSentence() {
    assertThat(usher("delivery", "redeliver", "--status", "in-flight", "--yes")).isEqualTo(2);
    assertThat(err).contains("Deliveries IN_FLIGHT can't be redelivered");
    assertThat(usher("event", "reroute", "--all", "--to", "crn", "--yes")).isEqualTo(2);
    assertThat(err).contains("There is no destination crn; known are [crm, mail].");
  }

  @Test
  void eventsAreReroutedByIdOrByOptions() {
    String id = hub.get("/api/v1/events").at("/items/0/id").asText();
    assertThat(usher("event", "reroute", id, "--to", "crm", "--again")).isZero();
    assertThat(out).isEqualToIgnoringNewLines("Event " + id + " waits for its router again.");
    awaitStatus("DELIVERED", 4);
    int rerouted =
        usher("event", "reroute", "--since", "1h", "--to", "crm,mail", "--again", "--yes");
    assertThat(rerouted).as(out + err).isZero();
    assertThat(out).contains(" is DONE: 3 re-routed.");
    awaitStatus("DELIVERED", 6);
    await().untilAsserted(() -> assertThat(target().received("demo/mail")).hasSize(6));
    assertThat(usher("event", "reroute", "nobody")).isEqualTo(1);
    assertThat(err).contains("nobody: There is no event with the id nobody.");
  }

  @Test
  void aDetachedJobIsListedShownPausedResumedAndCancelled() {
    assertThat(
            usher(
                "delivery", "redeliver", "--status", "DEAD", "--rate", "1/m", "--yes", "--detach"))
        .isZero();
    JsonNode job = hub.get("/api/v1/jobs").at("/items/0");
    String id = job.path("id").asText();
    assertThat(out).isEqualToIgnoringNewLines("Job " + id + " started. See: usher job show " + id);
    assertThat(usher("job", "list")).isZero();
    assertThat(out).contains("FILTER", id, "RUNNING", "status=DEAD");
    assertThat(usher("job", "show", id)).isZero();
    assertThat(out).contains("1/m", "status=DEAD", "admin");
    for (String verb : new String[] {"pause", "resume", "cancel"}) {
      assertThat(usher("job", verb, id)).isZero();
    }
    assertThat(out).contains("Job " + id + " is CANCELLED: ");
    assertThat(usher("job", "pause", id)).isEqualTo(1);
    assertThat(err).contains("is CANCELLED and can't become PAUSED any more.");
    assertThat(usher("job", "show", "nobody")).isEqualTo(1);
    assertThat(err).contains("There is no job with the id nobody.");
  }

  private int usher(String... args) {
    Map<String, String> variables =
        Map.of("USHER_URL", hub.url(), "USHER_ADMIN_PASSWORD", "test-password");
    TypedCommand typed = TypedCommand.run(variables, folder, keyboard, args);
    out = typed.out();
    err = typed.err();
    return typed.code();
  }

  private ScriptedTarget target() {
    return hub.bean(ScriptedTarget.class);
  }

  private void awaitStatus(String status, int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                hub.get("/api/v1/deliveries?limit=500&status=" + status).path("items").size()
                    == count);
  }
}
