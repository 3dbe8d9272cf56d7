package io.usher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.HubProcess;
import io.usher.testing.Noise;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was answered 202 is never lost: the real hub on a disk that runs full while a crowd buys.
 */
class FullDiskIT {

  private static final System.Logger LOG = System.getLogger("usher.faults");
  private static final int DISK_MB = 20;

  @TempDir Path folder;
  private final Crowd crowd = new Crowd();
  private Sinks sinks;
  private SmallDisk disk;
  private HubProcess hub;

  @BeforeEach
  void aHubOnASmallDisk() throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount(folder.resolve("data"), DISK_MB);
    assumeTrue(mounted.isPresent(), "this user may not mount a small disk");
    disk = mounted.get();
    sinks = new Sinks();
    hub = new Venue(folder, sinks.port(), List.of("crm")).start();
  }

  @AfterEach
  void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
    if (disk != null) {
      disk.close();
    }
    crowd.close();
  }

  @Test
  void beforeTheDiskIsFullWebhooksAreTurnedAwayAndAllThatWasAcceptedIsDelivered() throws Exception {
    crowd.buyFrom(hub, Noise.text(5000));
    await()
        .atMost(Duration.ofSeconds(60))
        .during(Duration.ofSeconds(1))
        .until(() -> hub.get("/actuator/health").path("status").asText().equals("OUT_OF_SERVICE"));
    crowd.stop();
    HttpResponse<String> refused = hub.post(Sales.dana(0));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(RunningHub.json(refused.body()).path("code").asText()).isEqualTo("disk-full");
    assertThat(RunningHub.json(refused.body()).path("error").asText())
        .isEqualTo(
            "The hub's disk is nearly full, so it takes no webhooks for now. Send it again later.");
    JsonNode health = hub.get("/actuator/health");
    assertThat(health.path("status").asText()).isEqualTo("OUT_OF_SERVICE");
    assertThat(health.at("/components/disk/details/reason").asText())
        .contains("less than the 4096 kB that must stay free (usher.store.min-free)");
    everythingArrives();
    disk.resize(4 * DISK_MB);
    awaitTaken();
    assertThat(hub.get("/actuator/health").path("status").asText()).isEqualTo("UP");
    assertThat(hub.output())
        .contains("less than the 4096 kB that must stay free")
        .contains("The disk has room again");
  }

  @Test
  void aDiskThatSomebodyElseFillsLosesNothingAndTheHubGoesOnWhenThereIsRoom() throws Exception {
    crowd.buyFrom(hub, Noise.text(5000));
    await().until(() -> crowd.accepted().size() > 200);
    disk.fill();
    await().until(() -> crowd.answers().containsKey(503));
    crowd.stop();
    assertThat(hub.post(Sales.dana(0)).statusCode()).isEqualTo(503);
    disk.free();
    awaitTaken();
    everythingArrives();
  }

  @Test
  void whoeverReadsTheDatabaseForLongHoldsDeliveriesUpOnlyUntilTheyAreDone() throws Exception {
    crowd.buyFrom(hub, Noise.text(5000));
    await().until(() -> crowd.accepted().size() > 200);
    try (Connection reader = disk.reading()) {
      await().atMost(Duration.ofSeconds(60)).until(() -> crowd.answers().containsKey(503));
      crowd.stop();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> hub.output().contains("Deliveries wait until whoever reads is done"));
      assertThat(hub.get("/actuator/health").at("/components/disk/details/reason").asText())
          .contains("deliveries wait until whoever reads usher.db, such as a copy, is done");
    }
    everythingArrives();
    assertThat(hub.output())
        .contains("There is room for the store's log again: deliveries go on")
        .doesNotContain("The database can't write");
  }

  @Test
  void aDiskThatIsFilledWhileSomebodyReadsIsWrittenAgainOnceBothAreOver() throws Exception {
    crowd.buyFrom(hub, Noise.text(5000));
    await().until(() -> crowd.accepted().size() > 200);
    try (Connection reader = disk.reading()) {
      await().until(() -> crowd.accepted().size() > 400);
      disk.fill();
      await().until(() -> crowd.answers().containsKey(503));
      crowd.stop();
    }
    disk.free();
    everythingArrives();
  }

  private void awaitTaken() {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              HttpResponse<String> answer = hub.post(Sales.dana(0));
              assertThat(answer.statusCode())
                  .as(answer.body() + "\n" + hub.output())
                  .isEqualTo(202);
            });
  }

  private void everythingArrives() {
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () -> {
              JsonNode day = hub.get("/api/v1/balance").path("items").get(0);
              assertThat(day.path("events").path("accepted").asInt()).as(hub.output()).isZero();
              assertThat(day.path("deliveries").path("delivered"))
                  .as(hub.output())
                  .isEqualTo(day.path("deliveries").path("total"));
              assertThat(day.path("balanced").asBoolean()).isTrue();
            });
    Map<String, List<String>> reached = sinks.reached("crm");
    Set<String> lost = new HashSet<>(crowd.accepted().values());
    lost.removeAll(reached.keySet());
    assertThat(lost).isEmpty();
    assertThat(reached.values())
        .as("nothing was killed")
        .allSatisfy(keys -> assertThat(keys).hasSize(1));
    LOG.log(
        System.Logger.Level.INFO,
        "Full disk: {0} events answered 202, none lost, none twice",
        String.valueOf(crowd.accepted().size()));
  }
}
