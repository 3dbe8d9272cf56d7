package io.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.cli.terminal.Keyboard;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.Scrape;
import io.usher.testing.TwoDestinations;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person types to follow along, and to see what needs them. */
class FollowingCommandsTest {

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void start() {
    TwoDestinations.write(folder);
    hub = TwoDestinations.start(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private TypedCommand usher(String... args) {
    return TypedCommand.run(
        Map.of("USHER_URL", hub.url(), "USHER_ADMIN_PASSWORD", "test-password"),
        folder,
        Keyboard.NONE,
        args);
  }

  @Test
  void eventsAreShownAsTheyComeInEachOnce() {
    hub.post(Sales.dana(1));
    await().until(() -> hub.get("/api/v1/events?status=ROUTED").path("items").size() == 1);
    CompletableFuture<TypedCommand> tail =
        CompletableFuture.supplyAsync(() -> usher("event", "tail", "--count", "3"));
    await().until(() -> Scrape.of(hub).value("usher_stream_listeners") == 1);
    hub.post(Sales.dana(2));
    hub.post(Sales.danaRefunded(2));
    TypedCommand seen = tail.join();
    assertThat(seen.code()).isZero();
    assertThat(seen.out().lines())
        .hasSize(4)
        .first()
        .asString()
        .startsWith("RECEIVED ")
        .endsWith("TRANSACTION");
    assertThat(seen.out())
        .containsSubsequence("dana-1", "dana-2", "invoice.refund")
        .contains("ROUTED")
        .doesNotContain("\u001B");
  }

  @Test
  void scriptsGetOneObjectALine() {
    CompletableFuture<TypedCommand> tail =
        CompletableFuture.supplyAsync(
            () ->
                usher(
                    "event",
                    "tail",
                    "--last",
                    "0",
                    "--count",
                    "1",
                    "--json",
                    "--type",
                    "invoice.refund"));
    await().until(() -> Scrape.of(hub).value("usher_stream_listeners") == 1);
    hub.post(Sales.dana(2));
    hub.post(Sales.danaRefunded(2));
    assertThat(tail.join().out().strip().lines())
        .singleElement()
        .satisfies(
            line ->
                assertThat(RunningHub.json(line).path("type").asText())
                    .isEqualTo("invoice.refund"));
  }

  @Test
  void aHubThatIsNotThereEndsATailAtOnce() {
    TypedCommand failed = usher("event", "tail", "--url", "http://127.0.0.1:1");
    assertThat(failed.code()).isEqualTo(3);
  }

  @Test
  void whoIsToldOfNothingIsSaid() {
    assertThat(usher("alarm", "list").out()).isEqualTo("No alarms.\n");
    TypedCommand test = usher("alarm", "test");
    assertThat(test.code()).isEqualTo(1);
    assertThat(test.out()).startsWith("Nobody is told of alarms. Set usher.alarm.mail.to");
  }
}
