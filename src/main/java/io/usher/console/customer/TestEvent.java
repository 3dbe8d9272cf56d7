package io.usher.console.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.usher.cli.simulator.TestWebhook;
import io.usher.customer.Source;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Sends the hub a sample event as its sender would, through the same door. */
@Component
class TestEvent {

  private static final JsonMapper JSON = new JsonMapper();

  private final Environment environment;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  TestEvent(Environment environment) {
    this.environment = environment;
  }

  /**
   * @param event its id; null when the hub refused it
   * @param problem why; null when it was taken
   */
  record Sent(@Nullable String event, @Nullable String problem) {}

  Sent send(Source source, String sample) {
    if (!source.verifier().equals("showpass") && !source.verifier().equals("none")) {
      return new Sent(
          null,
          "Only what Showpass signs can be made here, and this source checks "
              + source.verifier()
              + ".");
    }
    String secret = source.secrets().isEmpty() ? "" : source.secrets().get(0);
    URI uri = URI.create("http://127.0.0.1:" + port() + "/hooks/" + source.path());
    try {
      HttpRequest request = TestWebhook.request(sample, uri, secret);
      return answer(http.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IllegalArgumentException e) {
      return new Sent(null, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Sent(null, "The hub can't reach itself at " + uri.getAuthority() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Sent(null, "The hub is stopping.");
    }
  }

  private static Sent answer(HttpResponse<String> response) throws IOException {
    JsonNode json = JSON.readTree(response.body());
    return response.statusCode() == 202
        ? new Sent(json.path("event").asText(), null)
        : new Sent(
            null, "The hub refused it as it would refuse Showpass: " + json.path("error").asText());
  }

  /** Webhooks may have a port of their own. */
  private String port() {
    String own = environment.getProperty("usher.webhook.port", "0");
    return own.equals("0") ? environment.getProperty("local.server.port", "8080") : own;
  }
}
