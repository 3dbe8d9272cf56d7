package io.usher.console.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.event.Event;
import io.usher.event.Payload;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An event in business words. Every value is text of a stranger: pages show it as text.
 *
 * @param amount what the buyer paid or got back, such as {@code 474.85 CAD}; null where the event
 *     says nothing
 * @param shows each once, by name
 */
record Sale(
    @Nullable String buyer,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String order,
    @Nullable String amount,
    @Nullable String payment,
    List<Show> shows,
    List<Line> lines,
    List<Ticket> tickets) {

  record Show(String name, @Nullable Instant starts) {}

  record Line(String quantity, String what, @Nullable String show, @Nullable String amount) {}

  record Ticket(
      @Nullable String id, String what, @Nullable String holder, @Nullable String status) {}

  private static final int MOST = 50;

  /** Null where the payload can't be read as a sale. */
  static @Nullable Sale of(Event event, byte @Nullable [] payload) {
    if (payload == null) {
      return null;
    }
    try {
      return read(Payload.read(payload, event.type()).path("data"));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Sale read(JsonNode data) {
    String currency = text(data, "currency");
    return new Sale(
        text(data, "customer_name"),
        text(data, "customer_email"),
        text(data, "customer_phone_number"),
        text(data, "transaction_id"),
        money(text(data, "gross_revenue"), currency),
        text(data, "payment_type"),
        shows(data),
        each(data.path("invoice_items")).stream().map(item -> line(item, currency)).toList(),
        each(data.path("ticket_items")).stream().map(Sale::ticket).toList());
  }

  private static List<Show> shows(JsonNode data) {
    List<Show> shows = new ArrayList<>();
    for (JsonNode item : each(data.path("ticket_items"))) {
      String name = text(item, "event_name");
      Show show = name == null ? null : new Show(name, time(text(item, "event_starts_on")));
      if (show != null && !shows.contains(show)) {
        shows.add(show);
      }
    }
    return shows;
  }

  private static Line line(JsonNode item, @Nullable String currency) {
    String quantity = item.path("quantity").asText("1");
    return new Line(
        quantity.isBlank() ? "1" : quantity,
        what(item),
        text(item, "event_name"),
        money(text(item, "gross_revenue"), currency));
  }

  private static Ticket ticket(JsonNode item) {
    return new Ticket(
        text(item, "id"), what(item), text(item, "name_on_ticket"), text(item, "ticket_status"));
  }

  private static String what(JsonNode item) {
    for (String field : List.of("ticket_type_name", "product_name", "event_name")) {
      String name = text(item, field);
      if (name != null) {
        String attribute = text(item, "product_attribute_name");
        return attribute == null ? name : name + ", " + attribute;
      }
    }
    return "Item";
  }

  private static List<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).limit(MOST).toList();
  }

  private static @Nullable String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    String text = value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable String money(@Nullable String amount, @Nullable String currency) {
    if (amount == null) {
      return null;
    }
    if (new BigDecimal(amount).signum() == 0) {
      return "free";
    }
    return currency == null ? amount : amount + " " + currency;
  }

  /** "3 × General Admission, 2 × Festival Hoodie". */
  String what() {
    List<String> named =
        lines.stream().limit(3).map(line -> line.quantity() + " × " + line.what()).toList();
    return String.join(", ", named) + (lines.size() > 3 ? ", …" : "");
  }

  String showNames() {
    return String.join(", ", shows.stream().map(Show::name).distinct().limit(3).toList());
  }
}
