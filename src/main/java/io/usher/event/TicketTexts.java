package io.usher.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The texts of a payload by which people look for a sale: who is on the tickets, which show, which
 * ticket. Never barcodes, which admit whoever has them. Reads as a stream, for there may be
 * millions.
 */
public final class TicketTexts {

  private static final int DEEPEST = 64;
  private static final int MOST = 600;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST + 1).build())
          .build();

  private static final Set<String> LISTS = Set.of("ticket_items", "invoice_items");
  private static final Set<String> SOUGHT =
      Set.of(
          "id",
          "event_name",
          "first_name_on_ticket",
          "last_name_on_ticket",
          "name_on_ticket",
          "email_on_ticket",
          "ticket_type_name",
          "product_name",
          "product_attribute_name");

  private TicketTexts() {}

  /** Of a payload that is not of the usual shape, what could be read of it. */
  public static Set<String> of(byte[] payload) {
    Set<String> texts = new LinkedHashSet<>();
    try (JsonParser json = JSON.createParser(payload)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        payload(json, texts);
      }
    } catch (IOException unreadable) {
      // Jackson's message may quote the payload; what was found before the mistake is as good.
      return texts;
    }
    return texts;
  }

  private static void payload(JsonParser json, Set<String> texts) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean data = "data".equals(json.currentName());
      if (json.nextToken() == JsonToken.START_OBJECT && data) {
        data(json, texts);
      } else {
        json.skipChildren();
      }
    }
  }

  private static void data(JsonParser json, Set<String> texts) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean list = LISTS.contains(json.currentName());
      if (json.nextToken() == JsonToken.START_ARRAY && list) {
        items(json, texts);
      } else {
        json.skipChildren();
      }
    }
  }

  private static void items(JsonParser json, Set<String> texts) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        item(json, texts);
      } else {
        json.skipChildren();
      }
    }
  }

  private static void item(JsonParser json, Set<String> texts) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
        if (SOUGHT.contains(name) && texts.size() < MOST) {
          texts.add(json.getText());
        }
      } else {
        json.skipChildren();
      }
    }
  }
}
