package io.usher.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.usher.testing.HubProcess;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.Scrape;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Webhooks are taken while the rest of the hub still starts, and nobody notices when it is there.
 */
class EarlyIntakeTest {

  private static CountDownLatch reached = new CountDownLatch(1);
  private static CountDownLatch held = new CountDownLatch(1);
  private static volatile boolean breaks;

  @TempDir Path folder;

  private final Map<String, String> settings = new HashMap<>();
  private int port;
  private CompletableFuture<RunningHub> start;

  @BeforeEach
  void twoDestinations() throws IOException {
    TwoDestinations.write(folder);
    reached = new CountDownLatch(1);
    held = new CountDownLatch(1);
    breaks = false;
    port = HubProcess.freePort();
    settings.put("server.port", Integer.toString(port));
  }

  @AfterEach
  void end() {
    held.countDown();
    start
        .handle(
            (hub, failure) -> {
              if (hub != null) {
                hub.close();
              }
              return null;
            })
        .join();
  }

  /** A bean that takes as long as the test wants, as if the rest of the hub were slow. */
  @Configuration(proxyBeanMethods = false)
  static class SlowRest {
    @Bean
    Object slow() throws InterruptedException {
      reached.countDown();
      held.await(60, TimeUnit.SECONDS);
      if (breaks) {
        throw new IllegalStateException("the rest of the hub can't start");
      }
      return new Object();
    }
  }

  @Test
  void webhooksAreTakenBeforeTheRestOfTheHubIsThere() throws Exception {
    begin();
    try (Sender sender = sender(port)) {
      assertThat(sender.sell(1)).startsWith("HTTP/1.1 202").doesNotContain("close");
      assertThat(sender.send("/hooks/demo/showpass", Sales.dana(2), "00"))
          .startsWith("HTTP/1.1 401");
      assertThat(sender.send("/hooks/nobody/here", Sales.dana(2), "00")).startsWith("HTTP/1.1 404");
      assertThat(sender.sell(1)).startsWith("HTTP/1.1 202").contains("\"duplicate\":true");
      try (Sender console = sender(port)) {
        assertThat(console.send("/api/v1/events", "{}", ""))
            .startsWith("HTTP/1.1 503")
            .contains("Retry-After")
            .contains("\"code\":\"starting\"");
      }
      held.countDown();
      List<String> again = new ArrayList<>();
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                again.add(sender.sell(1).toLowerCase(Locale.ROOT));
                return again.get(again.size() - 1).contains("connection: close");
              });
      assertThat(again).allMatch(answer -> answer.startsWith("http/1.1 202"));
      RunningHub hub = start.join();
      assertThat(hub.post(Sales.dana(3)).statusCode()).isEqualTo(202);
      assertThat(hub.post(Sales.dana(4)).statusCode()).isEqualTo(202);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> hub.get("/api/v1/deliveries?status=DELIVERED").path("items").size() == 6);
      Scrape scrape = Scrape.of(hub);
      assertThat(scrape.value("usher_webhooks_total", "outcome=\"accepted\"")).isEqualTo(3);
      assertThat(scrape.value("usher_webhooks_total", "outcome=\"duplicate\""))
          .isEqualTo(1 + again.size());
      assertThat(scrape.value("usher_webhooks_total", "reason=\"signature-mismatch\""))
          .isEqualTo(1);
      assertThat(scrape.value("usher_webhooks_total", "reason=\"unknown-path\"")).isEqualTo(1);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> earlyThreads() == 0);
  }

  @Test
  void aPortForWebhooksAloneIsOpenFirst() throws Exception {
    int pages = port;
    port = HubProcess.freePort();
    settings.put("server.port", Integer.toString(pages));
    settings.put("usher.webhook.port", Integer.toString(port));
    begin();
    try (Sender sender = sender(port)) {
      assertThat(sender.sell(1)).startsWith("HTTP/1.1 202");
      assertThatThrownBy(() -> new Socket("127.0.0.1", pages)).isInstanceOf(ConnectException.class);
    }
    RunningHub hub = theRest();
    assertThat(hub.get("/api/v1/events").path("items")).hasSize(1);
    try (Sender sender = sender(port)) {
      assertThat(sender.sell(2)).startsWith("HTTP/1.1 202");
    }
  }

  @Test
  void aProxyIsBelievedFromTheFirstWebhookOn() throws Exception {
    settings.put("server.forward-headers-strategy", "native");
    RunningHub.customer(
        folder,
        "demo",
        "sources: {showpass: {path: demo/showpass, verifier: none, addresses: [203.0.113.7]}}\n");
    begin();
    try (Sender sender = sender(port)) {
      String proxied = "00\r\nX-Forwarded-For: ";
      assertThat(sender.send("/hooks/demo/showpass", Sales.dana(1), proxied + "203.0.113.7"))
          .startsWith("HTTP/1.1 202");
      assertThat(sender.send("/hooks/demo/showpass", Sales.dana(2), proxied + "203.0.113.8"))
          .startsWith("HTTP/1.1 403");
    }
    theRest();
  }

  /** Whoever is told 404 never sends again. */
  @Test
  void whereSourcesAreUncertainNoneIsTakenEarly() throws Exception {
    RunningHub.customer(
        folder,
        "second",
        "sources: {showpass: {path: second/showpass, verifier: showpass, secrets: \"${NOT_SET}\"}}\n");
    begin();
    assertThat(reached.await(60, TimeUnit.SECONDS)).as("what comes early is over").isTrue();
    assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
    RunningHub hub = theRest();
    assertThat(hub.post(Sales.dana(1)).statusCode()).isEqualTo(202);
  }

  @Test
  void whatWasTakenBeforeAStartThatFailedIsThereAtTheNext() throws Exception {
    breaks = true;
    begin();
    try (Sender sender = sender(port)) {
      assertThat(sender.sell(1)).startsWith("HTTP/1.1 202");
    }
    held.countDown();
    assertThatThrownBy(() -> start.join()).hasStackTraceContaining("the rest of the hub can't");
    assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
    breaks = false;
    begin();
    RunningHub hub = theRest();
    assertThat(hub.get("/api/v1/events").path("items")).hasSize(1);
  }

  private void begin() {
    start =
        CompletableFuture.supplyAsync(
            () -> RunningHub.start(folder, settings, SlowRest.class, ScriptedTarget.Beans.class),
            task -> new Thread(task, "start").start());
  }

  private RunningHub theRest() {
    held.countDown();
    return start.join();
  }

  private static long earlyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("usher-early"))
        .count();
  }

  private static Sender sender(int port) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .ignoreException(ConnectException.class)
        .until(() -> new Sender(port), sender -> true);
  }

  /** One connection that stays open. */
  private static final class Sender implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    Sender(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setSoTimeout(20_000);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    String sell(int number) throws IOException {
      String sale = Sales.dana(number);
      String id = RunningHub.json(sale).path("id").asText();
      return send("/hooks/demo/showpass", sale, RunningHub.sign(RunningHub.SECRET, id));
    }

    /** The whole answer, head and body. */
    String send(String path, String body, String signature) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-SHOWPASS-SIGNATURE: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, signature, bytes.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(bytes);
      StringBuilder answer = new StringBuilder();
      int length = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        answer.append(line).append('\n');
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
        }
      }
      for (int i = 0; i < length; i++) {
        answer.append((char) in.read());
      }
      return answer.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
