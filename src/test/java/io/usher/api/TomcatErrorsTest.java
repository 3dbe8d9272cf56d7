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

/** What Tomcat answers by itself, in our form. */
class TomcatErrorsTest {

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

  @Test
  void aRequestWithoutAHostIsRefusedInTheOneErrorForm() throws IOException {
    assertThat(answer(WITHOUT_HOST))
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
