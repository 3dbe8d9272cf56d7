package io.usher.console.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.customer.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Sends a sample to a source's own address, signed as its sender signs, so that it takes the way
 * that a real one takes.
 */
@Component
class TestEvent {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final Environment environment;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  TestEvent(Environment environment) {
    this.environment = environment;
  }

  /**
   * @param event its id, where it was accepted
   * @param problem why it was not
   */
  record Answer(@Nullable String event, @Nullable String problem) {}

  /**
   * @param sample such as {@code test}; one of ours
   */
  Answer send(Source source, String sample) {
    ObjectNode body = fresh(sample);
    String id = body.path("id").asText();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(source)))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    if (!source.secrets().isEmpty()) {
      request.header("X-SHOWPASS-SIGNATURE", signature(source.secrets().get(0), id));
    }
    try {
      return answer(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return new Answer(null, "The hub can't reach its own port: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(null, "The test was interrupted.");
    }
  }

  private String address(Source source) {
    String own = environment.getProperty("usher.webhook.port", "0");
    String port = own.equals("0") ? environment.getProperty("local.server.port", "8080") : own;
    return "http://127.0.0.1:" + port + "/hooks/" + source.path();
  }

  private static Answer answer(HttpResponse<String> response) throws IOException {
    JsonNode body = JSON.readTree(response.body());
    return response.statusCode() == 202
        ? new Answer(body.path("event").asText(), null)
        : new Answer(
            null,
            "The source answered "
                + response.statusCode()
                + ": "
                + body.path("error").asText("no reason given"));
  }

  /** A new event each time: the same key would be a duplicate. */
  private static ObjectNode fresh(String sample) {
    try (InputStream in = TestEvent.class.getResourceAsStream("/samples/" + sample + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("There is no sample " + sample + ".");
      }
      ObjectNode body = (ObjectNode) JSON.readTree(in);
      String transaction = UUID.randomUUID().toString().substring(6);
      body.put("id", transaction);
      body.put("webhook_event_uuid", UUID.randomUUID().toString());
      if (body.get("data") instanceof ObjectNode data && data.has("transaction_id")) {
        data.put("transaction_id", transaction);
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String signature(String secret, String id) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HmacSHA1.", e);
    }
  }
}
