package io.usher.outbox;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.usher.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries of a destination go one after the other: those with the same key. What comes
 * from the payload is kept as a hash, for a key outlives the payload.
 */
@FunctionalInterface
interface OrderKey {

  /**
   * @param payload as routes see it; read only where the key needs it
   */
  String of(Event event, Supplier<JsonNode> payload);

  OrderKey TRANSACTION = (event, payload) -> event.transaction();

  /**
   * @param written {@code transaction}, {@code buyer}, {@code none}, {@code all}, or a JSON Pointer
   *     (RFC 6901) into the body
   * @throws IllegalArgumentException with a sentence
   */
  static OrderKey parse(String written) {
    return switch (written) {
      case "transaction" -> TRANSACTION;
      case "buyer" -> (event, payload) -> hashOr(event.buyerEmail(), event);
      case "none" -> (event, payload) -> event.id();
      case "all" -> (event, payload) -> "all";
      default -> pointer(written);
    };
  }

  private static OrderKey pointer(String written) {
    if (written.startsWith("/")) {
      JsonPointer pointer = JsonPointer.compile(written);
      return (event, payload) -> {
        JsonNode found = payload.get().at(pointer);
        return hashOr(found.isMissingNode() || found.isNull() ? null : found.toString(), event);
      };
    }
    throw new IllegalArgumentException(
        "'"
            + written
            + "' is no order key; it must be transaction, buyer, none, all, or a JSON Pointer such as /data/customer_id.");
  }

  private static String hashOr(@Nullable String value, Event event) {
    if (value == null || value.isBlank()) {
      return event.transaction();
    }
    byte[] bytes = value.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(bytes).toString();
  }
}
