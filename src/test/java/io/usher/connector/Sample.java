package io.usher.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.event.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/** One of Showpass's sample webhooks as an event of Harbour Hall, received on a day in May. */
public record Sample(ObjectNode sent) {

  public static final Instant RECEIVED = Instant.parse("2026-05-04T18:30:00Z");
  private static final Path FOLDER = Path.of("src/main/resources/samples");
  private static final ObjectMapper JSON = new ObjectMapper();

  public static Sample of(String name) {
    Path file = FOLDER.resolve(name + ".json");
    Assumptions.assumeTrue(Files.exists(file), "the sample " + file + " is not on this machine");
    try {
      return new Sample((ObjectNode) JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sample with something else typed in. */
  public Sample with(Consumer<ObjectNode> change) {
    ObjectNode changed = sent.deepCopy();
    change.accept((ObjectNode) changed.get("data"));
    return new Sample(changed);
  }

  public JsonNode payload() {
    try {
      return Payload.read(JSON.writeValueAsBytes(sent), type());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Event event() {
    return new Event(
        "018f-event",
        "demo",
        "showpass",
        type(),
        sent.get("webhook_event_uuid").asText(),
        sent.at("/data/transaction_id").asText(),
        null,
        null,
        RECEIVED,
        EventStatus.ROUTED,
        null,
        1,
        0,
        null,
        null);
  }

  public Delivery delivery(String destination, int attempts) {
    return new Delivery(
        "018f-delivery",
        event().id(),
        type(),
        "demo",
        destination,
        event().transaction(),
        DeliveryStatus.IN_FLIGHT,
        attempts,
        RECEIVED,
        null,
        null,
        null,
        null);
  }

  private String type() {
    return sent.get("event_type").asText();
  }
}
