package io.usher.webhook;

import static io.usher.testing.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders whose bodies take all the memory that there is for them. */
class BusyIntakeTest {

  private static final int ALL = 65_536;

  @TempDir Path folder;

  @Test
  void othersAreToldToComeBackAndTakenOnceTheRoomIsFree() throws IOException {
    TwoDestinations.write(folder);
    Map<String, String> settings =
        Map.of(
            "usher.webhook.max-body", ALL + "B",
            "usher.webhook.memory", ALL + "B",
            "usher.webhook.read-timeout", "5m");
    try (RunningHub hub = RunningHub.start(folder, settings, ScriptedTarget.Beans.class)) {
      try (Socket slow = announce(hub)) {
        assertThat(slow.isConnected()).isTrue();
        HttpResponse<String> answer =
            await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> hub.post(Sales.dana(1)), each -> each.statusCode() != 202);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer.body()).path("code").asText()).isEqualTo("busy");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
      }
      for (int i = 1; i <= 3; i++) {
        assertThat(hub.post(Sales.dana(i)).statusCode()).isEqualTo(202);
        assertThat(hub.post(Sales.dana(i), Map.of()).statusCode()).isEqualTo(401);
        assertThat(hub.post("x".repeat(ALL), Map.of()).statusCode()).isEqualTo(400);
      }
    }
  }

  /** A webhook whose sender says how large it is, and then falls silent. */
  private static Socket announce(RunningHub hub) throws IOException {
    URI uri = URI.create(hub.url());
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket
        .getOutputStream()
        .write(
            """
            POST /hooks/demo/showpass HTTP/1.1\r
            Host: x\r
            Content-Type: application/json\r
            Content-Length: %d\r
            \r
            {"""
                .formatted(ALL)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
