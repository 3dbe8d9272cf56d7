package io.usher.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged hub as a process of its own, which can be killed. Runs in a folder that holds
 * config/ and routes/, as at somebody's home; needs {@code mvn package} first.
 */
public final class HubProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration LONGEST_WORK = Duration.ofMinutes(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final Path output;
  private final int port;

  private HubProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /** Starts the hub without waiting for it. Its output goes to hub.log in the folder. */
  public static HubProcess start(Path folder, Map<String, String> environment, String... options) {
    return start(folder, freePort(), environment, options);
  }

  public static HubProcess start(
      Path folder, int port, Map<String, String> environment, String... options) {
    return start(folder, folder.resolve("hub.log"), port, environment, options);
  }

  /**
   * @param output where its output goes; for one start only
   */
  public static HubProcess start(
      Path folder, Path output, int port, Map<String, String> environment, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar()));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("USHER_"));
    builder.environment().put("SERVER_PORT", String.valueOf(port));
    builder.environment().put("USHER_ADMIN_PASSWORD", "test-password");
    builder.environment().put("USHER_SANDBOX_ENABLED", "false");
    builder.environment().putAll(environment);
    try {
      return new HubProcess(builder.start(), output, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String jar() {
    return Path.of("target", "usher.jar").toAbsolutePath().toString();
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public HubProcess awaitReady() {
    await("the hub is ready")
        .atMost(START)
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("The hub ended before it was ready:\n" + output());
              }
            })
        .until(() -> output().contains("Usher is ready."));
    return this;
  }

  /**
   * Sends a signed webhook.
   *
   * @throws IOException when the hub went away before it answered
   */
  public HttpResponse<String> post(String body) throws IOException, InterruptedException {
    String id = RunningHub.json(body).path("id").asText();
    return http.send(
        request("/hooks/demo/showpass")
            .header("Content-Type", "application/json")
            .header("X-SHOWPASS-SIGNATURE", RunningHub.sign(RunningHub.SECRET, id))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Reads a path as the admin. */
  public JsonNode get(String path) {
    return RunningHub.json(text(path));
  }

  /** Likewise, where the answer is no JSON. */
  public String text(String path) {
    return answer(asAdmin(path).GET().build());
  }

  /** Sends JSON as the admin. */
  public JsonNode send(String path, String json) {
    HttpRequest.Builder request =
        asAdmin(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    return RunningHub.json(answer(request.timeout(LONGEST_WORK).build()));
  }

  /** Likewise as the command line does on the hub's machine, which saves hashing a password. */
  public String text(String path, String token) {
    return answer(request(path).header("Authorization", "Bearer " + token).GET().build());
  }

  private HttpRequest.Builder asAdmin(String path) {
    return request(path).header("Authorization", "Basic YWRtaW46dGVzdC1wYXNzd29yZA==");
  }

  private String answer(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All items of a list, page after page. */
  public List<JsonNode> all(String list) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get("/api/v1/" + list + "?limit=500" + cursor);
      page.path("items").forEach(items::add);
      cursor = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asText();
    } while (cursor != null);
    return items;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  /** SIGKILL: nothing of the hub runs after this. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /** SIGSTOP: the hub stands still, and knows nothing of it. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT: it goes on as if nothing had been. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " failed: " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /** SIGTERM: the hub is asked to end. */
  public void terminate() {
    process.destroy();
  }

  /** The exit code. */
  public int awaitExit(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("The hub still runs after " + atMost + ":\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
