package io.usher.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An event's payload as routes see it: the same shape whichever edition of Showpass's webhooks sent
 * it. Amounts are plain strings with two digits, positive in refunds and voids; ids are strings;
 * the lists are there. What is stored stays untouched.
 */
public final class Payload {

  private static final List<String> AMOUNTS =
      List.of(
          "discounts",
          "net_sales",
          "service_fees",
          "account_credit_applied",
          "gross_revenue",
          "organizer_fees",
          "total_tax");
  private static final List<String> IDS =
      List.of("id", "showpass_organization_id", "event_id", "ticket_type_id", "product_id");
  private static final List<String> CODES = List.of("payment_type", "invoice_type");
  private static final Set<String> GIVEN_BACK = Set.of("invoice.refund", "invoice.void");

  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader()
          .with(NODES);

  private static final ObjectReader ROUNDING_READER = new JsonMapper().reader();

  private Payload() {}

  /**
   * @throws IllegalArgumentException when it is not a JSON object; the message quotes nothing of it
   */
  public static JsonNode read(byte[] raw, String eventType) {
    ObjectNode payload = parse(raw);
    normalise(payload, GIVEN_BACK.contains(eventType));
    return payload;
  }

  private static ObjectNode parse(byte[] raw) {
    try {
      if (wholeTree(text(raw)) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      // Jackson's message may quote the payload, so it goes no further.
    }
    throw new IllegalArgumentException("The payload is not a JSON object.");
  }

  /**
   * A number whose exponent no decimal can hold, such as 1e9999999999, must not stop the rest of
   * its event. What decoded bytes hold is whole; only an escape can be half a character.
   */
  private static JsonNode wholeTree(String text) throws IOException {
    try {
      JsonNode tree = READER.readTree(text);
      return text.contains("\\u") ? WholeText.of(tree) : tree;
    } catch (NumberFormatException | ArithmeticException e) {
      return WholeText.of(ROUNDING_READER.readTree(text));
    }
  }

  /** As text, because Jackson refuses half characters in field names only when it reads bytes. */
  private static String text(byte[] raw) {
    String text = new String(raw, UTF_8);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static void normalise(ObjectNode payload, boolean givenBack) {
    ObjectNode data = payload.get("data") instanceof ObjectNode o ? o : NODES.objectNode();
    payload.set("data", data);
    amounts(data, givenBack);
    each(data, IDS, Payload::text);
    each(data, CODES, Payload::lowerCase);
    for (ObjectNode line : objects(data, "invoice_items")) {
      amounts(line, givenBack);
      each(line, IDS, Payload::text);
    }
    for (ObjectNode ticket : objects(data, "ticket_items")) {
      each(ticket, IDS, Payload::text);
      each(ticket, List.of("ticket_status"), Payload::lowerCase);
    }
  }

  private static void amounts(ObjectNode object, boolean givenBack) {
    each(object, AMOUNTS, value -> amount(value, givenBack));
  }

  private static JsonNode amount(JsonNode value, boolean givenBack) {
    return Amount.read(value)
        .map(amount -> givenBack ? amount.abs() : amount)
        .<JsonNode>map(amount -> NODES.textNode(Amount.twoDigits(amount)))
        .orElseGet(NODES::nullNode);
  }

  private static List<ObjectNode> objects(ObjectNode data, String name) {
    List<ObjectNode> objects = new ArrayList<>();
    if (data.get(name) instanceof ArrayNode items) {
      for (JsonNode item : items) {
        if (item instanceof ObjectNode object) {
          objects.add(object);
        }
      }
    }
    data.set(name, NODES.arrayNode().addAll(objects));
    return objects;
  }

  private static JsonNode text(JsonNode value) {
    return value.isNumber() ? NODES.textNode(value.asText()) : value;
  }

  private static JsonNode lowerCase(JsonNode value) {
    return value.isTextual() ? NODES.textNode(value.textValue().toLowerCase(Locale.ROOT)) : value;
  }

  private static void each(ObjectNode object, List<String> names, UnaryOperator<JsonNode> change) {
    for (String name : names) {
      JsonNode value = object.get(name);
      if (value != null) {
        object.set(name, change.apply(value));
      }
    }
  }
}
