package io.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.Scrape;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens is told as it happens, to whoever listens. */
class StreamApiTest {

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

  /** A connection, and the lines that came over it. */
  private record Listening(InputStream body, List<String> lines) {

    static Listening to(RunningHub hub, String query, String... headers) throws Exception {
      HttpRequest.Builder request = hub.asAdmin("/api/v1/stream" + query).GET();
      if (headers.length > 0) {
        request.headers(headers);
      }
      HttpResponse<InputStream> response =
          HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      Listening listening = new Listening(response.body(), new CopyOnWriteArrayList<>());
      Thread reading = new Thread(listening::read);
      reading.setDaemon(true);
      reading.start();
      return listening;
    }

    private void read() {
      try (Stream<String> all =
          new java.io.BufferedReader(new java.io.InputStreamReader(body, StandardCharsets.UTF_8))
              .lines()) {
        all.forEach(lines::add);
      } catch (UncheckedIOException closed) {
        lines.add("closed");
      }
    }

    List<String> data(String name) {
      List<String> found = new java.util.ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).equals("event:" + name)) {
          found.add(
              lines.subList(i, lines.size()).stream()
                  .filter(line -> line.startsWith("data:"))
                  .findFirst()
                  .orElse(""));
        }
      }
      return found;
    }
  }

  @Test
  void anEventAndItsDeliveriesAreToldUntilTheyAreDone() throws Exception {
    Listening listening = Listening.to(hub, "");
    await().until(() -> !listening.lines().isEmpty());
    hub.post(Sales.dana(1));
    await()
        .untilAsserted(
            () -> {
              assertThat(listening.data("event"))
                  .isNotEmpty()
                  .last()
                  .asString()
                  .contains("\"status\":\"ROUTED\"", "Dana Whitfield");
              assertThat(listening.data("delivery"))
                  .filteredOn(line -> line.contains("\"status\":\"DELIVERED\""))
                  .hasSize(2);
            });
  }

  @Test
  void onlyWhatWasAskedForIsTold() throws Exception {
    Listening deliveries = Listening.to(hub, "?only=delivery");
    Listening others = Listening.to(hub, "?customer=venue2");
    await().until(() -> !deliveries.lines().isEmpty() && !others.lines().isEmpty());
    hub.post(Sales.dana(1));
    await().until(() -> deliveries.data("delivery").size() >= 2);
    assertThat(deliveries.data("event")).isEmpty();
    assertThat(others.data("event")).isEmpty();
    assertThat(others.data("delivery")).isEmpty();
  }

  @Test
  void whoComesBackIsToldWhatItMissed() throws Exception {
    String first = RunningHub.json(hub.post(Sales.dana(1)).body()).path("event").asText();
    hub.post(Sales.dana(2));
    hub.post(Sales.dana(3));
    Listening listening = Listening.to(hub, "", "Last-Event-ID", first);
    await().until(() -> listening.data("event").size() >= 2);
    assertThat(listening.lines()).doesNotContain("id:" + first);
    assertThat(listening.data("event").get(0)).contains("uuid-purchase-2");
  }

  @Test
  void anOldDeliveryThatIsSentAgainAndAnOutageAreToldToo() throws Exception {
    hub.post(Sales.dana(1));
    await().until(() -> hub.bean(ScriptedTarget.class).received("demo/crm").size() == 1);
    await().until(() -> hub.get("/api/v1/deliveries?status=DELIVERED").path("items").size() == 2);
    String id =
        hub.get("/api/v1/deliveries?destination=crm").path("items").path(0).path("id").asText();
    Listening listening = Listening.to(hub, "");
    await().until(() -> !listening.lines().isEmpty());
    await().pollDelay(java.time.Duration.ofSeconds(3)).until(() -> true);
    hub.command("/api/v1/deliveries/" + id + "/redeliver");
    await()
        .untilAsserted(
            () ->
                assertThat(listening.data("delivery"))
                    .anyMatch(line -> line.contains(id) && line.contains("\"attempts\":2")));
    hub.bean(ScriptedTarget.class)
        .at(
            "demo/crm",
            uuid -> {
              throw new ConnectException("refused");
            });
    hub.command("/api/v1/destinations/demo/mail/pause");
    await()
        .untilAsserted(
            () ->
                assertThat(listening.data("destination"))
                    .anyMatch(line -> line.contains("\"pausedBy\":\"admin\"")));
  }

  @Test
  void aWrongWordIsRefusedInTheOneForm() {
    HttpResponse<String> answer =
        hub.send(
            hub.asAdmin("/api/v1/stream?only=orders")
                .header("Accept", "text/event-stream")
                .GET()
                .build());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(RunningHub.json(answer.body()).path("error").asText())
        .contains("The parameter only must name some of [event, delivery, destination, alarm].");
  }

  @Test
  void aStopEndsTheConnectionsAndWhoHasGoneIsForgotten() throws Exception {
    Listening gone = Listening.to(hub, "");
    Listening stays = Listening.to(hub, "");
    await().until(() -> !gone.lines().isEmpty() && !stays.lines().isEmpty());
    assertThat(Scrape.of(hub).value("usher_stream_listeners")).isEqualTo(2);
    gone.body().close();
    hub.post(Sales.dana(1));
    await().until(() -> stays.data("event").size() > 0);
    hub.post(Sales.dana(2));
    await().until(() -> Scrape.of(hub).value("usher_stream_listeners") == 1);
    long began = System.nanoTime();
    hub.close();
    assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
  }
}
