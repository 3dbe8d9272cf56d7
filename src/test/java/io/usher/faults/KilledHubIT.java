package io.usher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.HubProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered 202 is never lost: the real hub, killed and stopped while a crowd buys. */
class KilledHubIT {

  private static final System.Logger LOG = System.getLogger("usher.faults");
  private static final int KILLS = 3;
  private static final int BEFORE_EACH_KILL = 300;
  private static final String SIGTERM_EXIT = "143 = 128 + SIGTERM";

  @TempDir Path folder;
  private final Crowd crowd = new Crowd();
  private Sinks sinks;
  private Venue venue;
  private HubProcess hub;

  @BeforeEach
  void oneCustomerWithTwoDestinations() throws Exception {
    sinks = new Sinks();
    venue = new Venue(folder, sinks.port(), List.of("crm", "mail"));
    start();
  }

  private void start() {
    hub = venue.start();
  }

  @AfterEach
  void stop() {
    hub.close();
    crowd.close();
    sinks.close();
  }

  @Test
  void whatWasAnswered202SurvivesEveryKillAndReachesBothDestinations() throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      crowd.buyFrom(hub);
      awaitAccepted(kill * BEFORE_EACH_KILL);
      hub.kill();
      crowd.awaitGone();
      start();
      assertThat(crowd.sendAgain(hub)).allSatisfy(KilledHubIT::assertKnown);
    }
    int duplicates = everythingArrived();
    LOG.log(
        System.Logger.Level.INFO,
        "Killed hub: {0} events answered 202, {1} kills, {2} duplicates at the destinations",
        String.valueOf(crowd.accepted().size()),
        KILLS,
        duplicates);
  }

  @Test
  void aHubThatIsAskedToStopEndsInTimeAndLosesNothing() throws Exception {
    crowd.buyFrom(hub);
    awaitAccepted(BEFORE_EACH_KILL);
    hub.terminate();
    assertThat(hub.awaitExit(Duration.ofSeconds(30))).as(SIGTERM_EXIT).isEqualTo(143);
    crowd.awaitGone();
    assertThat(crowd.answers().keySet())
        .as("answers before and during the stop")
        .isSubsetOf(202, 503);
    assertThat(hub.output()).doesNotContain("\tat ");
    start();
    assertThat(everythingArrived()).as("duplicates after an orderly stop").isZero();
  }

  /** Whether it was routed before the kill or not. */
  private static void assertKnown(String event, JsonNode answer) {
    assertThat(answer.path("duplicate").asBoolean()).as(event + ": " + answer).isTrue();
    assertThat(answer.path("event").asText()).isEqualTo(event);
  }

  private void awaitAccepted(int events) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> crowd.accepted().size() >= events);
  }

  /** Checks the hub's log against what the buyers and the destinations know; counts duplicates. */
  private int everythingArrived() {
    awaitDelivered();
    Map<String, JsonNode> events = byId(hub.all("events"));
    assertThat(events).containsKeys(crowd.accepted().keySet().toArray(String[]::new));
    assertThat(events.values())
        .extracting(event -> event.path("status").asText())
        .containsOnly("ROUTED");
    Map<String, JsonNode> deliveries = byId(hub.all("deliveries"));
    assertThat(deliveries).hasSize(2 * events.size());
    assertThat(hub.get("/api/v1/balance").path("items"))
        .allSatisfy(day -> assertThat(day.path("balanced").asBoolean()).isTrue());
    return duplicates("crm", deliveries) + duplicates("mail", deliveries);
  }

  private void awaitDelivered() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              JsonNode day = hub.get("/api/v1/balance").path("items").get(0);
              assertThat(day.path("events").path("accepted").asInt()).isZero();
              assertThat(day.path("deliveries").path("delivered"))
                  .isEqualTo(day.path("deliveries").path("total"));
            });
  }

  private int duplicates(String destination, Map<String, JsonNode> deliveries) {
    Map<String, List<String>> reached = sinks.reached(destination);
    assertThat(reached.keySet()).containsAll(Set.copyOf(crowd.accepted().values()));
    int duplicates = 0;
    for (Map.Entry<String, List<String>> arrivals : reached.entrySet()) {
      List<String> keys = arrivals.getValue();
      assertThat(Set.copyOf(keys)).as("keys of " + arrivals.getKey()).hasSize(1);
      assertThat(deliveries).containsKey(keys.get(0));
      assertThat(deliveries.get(keys.get(0)).path("destination").asText()).isEqualTo(destination);
      if (keys.size() > 1) {
        duplicates += keys.size() - 1;
        assertThat(outcomes(keys.get(0))).contains("INTERRUPTED");
      }
    }
    return duplicates;
  }

  private List<String> outcomes(String delivery) {
    return hub.get("/api/v1/deliveries/" + delivery).path("log").findValuesAsText("outcome");
  }

  private static Map<String, JsonNode> byId(List<JsonNode> items) {
    return items.stream()
        .collect(Collectors.toMap(item -> item.path("id").asText(), Function.identity()));
  }
}
