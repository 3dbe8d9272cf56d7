package io.usher.cli.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Makes an event a new one. Within a round the same old id becomes the same new one, so that a
 * refund still belongs to its purchase; nothing is remembered, ids are derived from the round.
 */
record FreshIds(UUID round) {
  private static final long SMALLEST = 1_000_000_000_000L;
  private static final long SPREAD = 8_000_000_000_000L;

  void give(ObjectNode event, int position) {
    replace(event, "webhook_event_uuid", old -> uuid(position + "/" + old.asText()));
    replace(event, "id", this::transaction);
    JsonNode data = event.path("data");
    replace(data, "transaction_id", this::transaction);
    data.path("ticket_items").forEach(this::ticket);
    data.path("invoice_items").forEach(line -> replace(line, "id", this::number));
  }

  private void ticket(JsonNode ticket) {
    replace(ticket, "id", this::number);
    replace(ticket, "barcode_string", this::barcode);
  }

  private static void replace(JsonNode parent, String field, UnaryOperator<JsonNode> fresh) {
    if (parent instanceof ObjectNode object && object.hasNonNull(field)) {
      object.set(field, fresh.apply(object.get(field)));
    }
  }

  private JsonNode uuid(String old) {
    return TextNode.valueOf(derived(old).toString());
  }

  /** As Showpass's: a UUID without its first six characters. */
  private JsonNode transaction(JsonNode old) {
    return TextNode.valueOf(derived(old.asText()).toString().substring(6));
  }

  /** A number stays a number, a text a text. */
  private JsonNode number(JsonNode old) {
    long number = SMALLEST + Math.floorMod(derived(old.asText()).getMostSignificantBits(), SPREAD);
    return old.isNumber() ? LongNode.valueOf(number) : TextNode.valueOf(Long.toString(number));
  }

  private JsonNode barcode(JsonNode old) {
    String digits = derived(old.asText()).toString().substring(24);
    return TextNode.valueOf(digits.toUpperCase(Locale.ROOT) + "QX");
  }

  private UUID derived(String old) {
    return UUID.nameUUIDFromBytes((round + "/" + old).getBytes(UTF_8));
  }
}
