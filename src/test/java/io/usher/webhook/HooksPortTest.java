package io.usher.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.usher.testing.HubProcess;
import io.usher.testing.RunningHub;
import io.usher.testing.TwoDestinations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks on a port of their own: there is nothing else there, and they are nowhere else. */
class HooksPortTest {

  private static final String SALE = "{\"id\": \"7001\", \"event_type\": \"invoice.purchase\"}";

  @TempDir Path folder;

  @Test
  void onlyWebhooksAnswerThereAndNoneOnThePagesPort() throws IOException {
    TwoDestinations.write(folder);
    int port = HubProcess.freePort();
    Map<String, String> settings =
        Map.of("usher.webhook.port", Integer.toString(port), "usher.delivery.jitter", "0");
    try (RunningHub hub =
        RunningHub.start(folder, settings, io.usher.testing.ScriptedTarget.Beans.class)) {
      String hooks = "http://127.0.0.1:" + port;
      assertThat(post(hub, hooks, "/hooks/demo/showpass").statusCode()).isEqualTo(202);
      HttpResponse<String> elsewhere = post(hub, hub.url(), "/hooks/demo/showpass");
      assertThat(elsewhere.statusCode()).isEqualTo(404);
      assertThat(elsewhere.body())
          .isEqualTo("{\"error\":\"There is nothing at this address.\",\"code\":\"not-found\"}");
      for (String path :
          new String[] {
            "/",
            "/sign-in",
            "/api/v1/events",
            "/actuator/health",
            "/actuator/prometheus",
            "/hooks/../api/v1/events",
            "/hooks/..;/api/v1/events",
            "/hooksx",
            "/error"
          }) {
        assertThat(get(hub, hooks, path)).as(path).isIn(404, 405, 400);
      }
      assertThat(get(hub, hub.url(), "/api/v1/events")).isEqualTo(200);
    }
  }

  @Test
  void thePagesPortIsRefusedForIt() {
    TwoDestinations.write(folder);
    assertThatThrownBy(
            () ->
                RunningHub.start(
                    folder, Map.of("usher.webhook.port", "18080", "server.port", "18080")))
        .hasStackTraceContaining("The setting usher.webhook.port is 18080. It must be a port");
  }

  private static HttpResponse<String> post(RunningHub hub, String base, String path) {
    return hub.send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .header("X-SHOWPASS-SIGNATURE", RunningHub.sign(RunningHub.SECRET, "7001"))
            .POST(HttpRequest.BodyPublishers.ofString(SALE, StandardCharsets.UTF_8))
            .build());
  }

  private static int get(RunningHub hub, String base, String path) {
    return hub.send(
            HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Basic YWRtaW46dGVzdC1wYXNzd29yZA==")
                .GET()
                .build())
        .statusCode();
  }
}
