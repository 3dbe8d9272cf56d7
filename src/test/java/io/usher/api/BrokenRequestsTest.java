package io.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.testing.RunningHub;
import io.usher.webhook.Intake;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the web server answers by itself, in our form. */
class BrokenRequestsTest {

  private static final String WITHOUT_HOST = "GET /actuator/health HTTP/1.1\r\n\r\n";

  @TempDir Path folder;
  private RunningHub hub;
  private Socket socket;

  @BeforeEach
  void connect() throws IOException {
    RunningHub.customer(
        folder, "demo", "sources: {showpass: {path: demo/showpass, verifier: none}}");
    Files.createDirectory(folder.resolve("routes"));
    hub = RunningHub.start(folder, Map.of());
    URI uri = URI.create(hub.url());
    socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(10_000);
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    hub.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        WITHOUT_HOST,
        "GET /hooks/../api/v1/events HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "POST /hooks/demo%2fshowpass HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "POST /hooks/demo/showpass HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "\u0016\u0003\u0001\u0002\r\n\r\n"
      })
  void whatIsNotForThisHubIsRefusedInTheOneErrorForm(String request) throws IOException {
    assertThat(answer(request))
        .startsWith("HTTP/1.1 400")
        .endsWith(
            "{\"error\":\"The request is not valid HTTP for this hub: Bad Request.\",\"code\":\"bad-request\"}");
  }

  @Test
  void whileTheHubStopsNothingIsAnsweredThatEndsASendersTries() throws IOException {
    hub.bean(Intake.class).close();
    assertToldToComeBack(answer(WITHOUT_HOST));
  }

  private static void assertToldToComeBack(String answer) {
    assertThat(answer)
        .contains("HTTP/1.1 503")
        .contains("Retry-After: 5\r\n", "Connection: close\r\n")
        .endsWith(
            "{\"error\":\"The hub is stopping. Send it again in a few seconds.\",\"code\":\"stopping\"}");
  }

  /** Everything until the hub closes the connection. */
  private String answer(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
