package io.usher.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.event.Event;
import io.usher.event.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The order key that each destination's route asks for. Safe for all threads. */
@Component
public class OrderKeys {

  private final Map<String, OrderKey> keys = new ConcurrentHashMap<>();

  void put(String customer, String destination, OrderKey key) {
    keys.put(customer + "/" + destination, key);
  }

  /** Each destination with the key of this event's delivery to it. */
  public Map<String, String> of(Event event, byte[] payload, List<String> destinations) {
    Supplier<JsonNode> body = () -> Payload.read(payload, event.type());
    Map<String, String> found = new LinkedHashMap<>();
    for (String destination : destinations) {
      OrderKey key = keys.getOrDefault(event.customer() + "/" + destination, OrderKey.TRANSACTION);
      found.put(destination, key.of(event, body));
    }
    return found;
  }
}
