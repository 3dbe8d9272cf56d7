package io.usher.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector gets of a sale on its way. */
class TracingTest {

  @TempDir Path folder;
  private final WireMockServer collector =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private RunningHub hub;

  @BeforeEach
  void start() {
    collector.start();
    collector.stubFor(WireMock.post("/v1/traces").willReturn(WireMock.ok()));
    TwoDestinations.write(folder);
    start("1");
  }

  private void start(String share) {
    hub =
        RunningHub.start(
            folder,
            Map.of(
                "usher.delivery.jitter",
                "0",
                "usher.trace.endpoint",
                collector.baseUrl() + "/v1/traces",
                "usher.trace.share",
                share),
            ScriptedTarget.Beans.class);
  }

  @AfterEach
  void stop() {
    hub.close();
    collector.stop();
  }

  /** OTLP's protocol buffers keep ids as bytes and names as text. */
  private String sent() {
    StringBuilder all = new StringBuilder();
    collector
        .findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/v1/traces")))
        .forEach(post -> all.append(new String(post.getBody(), StandardCharsets.ISO_8859_1)));
    return all.toString();
  }

  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  @Test
  void webhookRouterAndAttemptsAreOneTraceThatIsNamedAsTheEvent() {
    String event = RunningHub.json(hub.post(Sales.dana(1)).body()).path("event").asText();
    EventTrace trace = EventTrace.of(event);
    assertThat(trace.traceId()).isEqualTo(event.replace("-", ""));
    await().until(() -> count(sent(), bytes(trace.traceId())) == 4);
    assertThat(sent())
        .contains("webhook demo/showpass", "router demo", "attempt demo/crm", "attempt demo/mail")
        .contains("DELIVERED", event)
        .doesNotContain("Dana", "dana.whitfield");
    assertThat(count(sent(), bytes(trace.firstSpanId())))
        .as("the first span, and three that belong to it")
        .isGreaterThanOrEqualTo(4);
  }

  @Test
  void anAttemptAfterARestartBelongsToTheSameTrace() {
    hub.bean(ScriptedTarget.class)
        .at(
            "demo/crm",
            uuid -> {
              throw new ConnectException("refused");
            });
    hub.command("/api/v1/destinations/demo/crm/pause");
    String event = RunningHub.json(hub.post(Sales.dana(1)).body()).path("event").asText();
    String id = bytes(EventTrace.of(event).traceId());
    await().until(() -> count(sent(), id) == 3);
    hub.close();
    start("1");
    hub.command("/api/v1/destinations/demo/crm/resume");
    await().until(() -> count(sent(), id) == 4);
    assertThat(sent()).contains("attempt demo/crm");
  }

  @Test
  void aCollectorThatIsAwayHarmsNobodyAndNoneIsAskedWithoutAShare() {
    hub.close();
    collector.resetRequests();
    start("0");
    hub.post(Sales.dana(7));
    await().until(() -> hub.bean(ScriptedTarget.class).received("demo/crm").size() == 1);
    hub.close();
    assertThat(sent()).isEmpty();
    start("1");
    collector.stop();
    assertThat(hub.post(Sales.dana(8)).statusCode()).isEqualTo(202);
    await().until(() -> hub.bean(ScriptedTarget.class).received("demo/crm").size() == 1);
  }

  @Test
  void aShareIsDecidedByTheEventAlone() {
    List<EventTrace> traces =
        java.util.stream.IntStream.range(0, 2000)
            .mapToObj(i -> EventTrace.of(io.usher.store.Ids.next()))
            .toList();
    assertThat(traces.stream().filter(trace -> trace.isAmong(0.25)).count()).isBetween(350L, 650L);
    assertThat(traces).allMatch(trace -> trace.isAmong(1)).noneMatch(trace -> trace.isAmong(0));
  }
}
