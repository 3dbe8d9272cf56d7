package io.usher.scratch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The invented venue's webhooks that come with the program. */
public final class Samples {

  /** So that what becomes of a sample is the same on any day. */
  public static final Instant RECEIVED = Instant.parse("2026-05-04T18:30:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Samples() {}

  /** In the order in which a box office would send them. */
  public static List<String> names() {
    Map<String, String> sentences =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(new String(resource("index.yaml"), UTF_8));
    return List.copyOf(sentences.keySet());
  }

  /** The body as it would be sent. */
  public static byte[] body(String name) {
    return resource(name + ".json");
  }

  /** A payload as an event that came just now. */
  public static Event event(String customer, byte[] payload) {
    try {
      JsonNode sent = JSON.readTree(payload);
      return new Event(
          "0190a0b0-0000-7000-8000-000000000001",
          customer,
          "showpass",
          sent.path("event_type").asText("unknown"),
          sent.path("webhook_event_uuid").asText("dry-run"),
          sent.at("/data/transaction_id").asText(sent.path("id").asText("")),
          null,
          null,
          RECEIVED,
          EventStatus.ROUTED,
          null,
          payload.length,
          0,
          null,
          null);
    } catch (IOException e) {
      throw new IllegalArgumentException("The payload is not a JSON object.", e);
    }
  }

  /** The type of a sample's event. */
  public static String type(String name) {
    return event("", body(name)).type();
  }

  /** Makes an exchange's event one of a type for which there may be no sample. */
  public static void retype(Exchange exchange, String customer, String type) {
    byte[] payload = JSON.createObjectNode().put("event_type", type).toString().getBytes(UTF_8);
    exchange.setVariable("event", event(customer, payload));
  }

  private static byte[] resource(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/samples/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no sample '" + name + "'.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
