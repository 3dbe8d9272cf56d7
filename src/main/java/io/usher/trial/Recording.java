package io.usher.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.api.services.sheets.v4.model.AppendValuesResponse;
import com.google.api.services.sheets.v4.model.UpdateValuesResponse;
import com.google.api.services.sheets.v4.model.ValueRange;
import io.usher.check.Reading;
import io.usher.scratch.Outside;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Notes what a route hands to the outside, in the words of what it is handed to, and answers as the
 * other side would if all went well.
 */
final class Recording implements Outside {

  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .nodeFactory(NODES)
          .build();
  private static final Set<String> PLAIN_HEADERS =
      Set.of("content-type", "accept", "idempotency-key", "user-agent", "content-language");
  private static final int LONGEST = 100_000;

  private final List<Sending> sendings = new ArrayList<>();
  private Mask mask = new Mask(List.of());

  /** Begins anew, for another event. */
  synchronized void begin(Mask mask) {
    this.mask = mask;
    sendings.clear();
  }

  synchronized List<Sending> taken() {
    return List.copyOf(sendings);
  }

  @Override
  public synchronized void take(String component, String uri, Exchange exchange) {
    Message message = exchange.getMessage();
    switch (component) {
      case "salesforce" -> salesforce(uri, message);
      case "smtp", "smtps" -> mail(component, message);
      case "google-sheets" -> sheet(uri, exchange);
      case "http", "https" -> http(component, uri, message);
      default -> other(component, uri, message);
    }
  }

  private void add(String kind, ObjectNode message) {
    sendings.add(new Sending(kind, mask.in(message)));
  }

  private void salesforce(String uri, Message message) {
    JsonNode body = json(message);
    JsonNode requests = body.path("compositeRequest");
    if (!requests.isArray()) {
      other("salesforce", uri, message);
      return;
    }
    ArrayNode records = NODES.arrayNode();
    for (JsonNode request : requests) {
      String[] url = request.path("url").asText().split("/");
      for (JsonNode record : request.path("body").path("records")) {
        ObjectNode shown = NODES.objectNode();
        shown.put("object", record.at("/attributes/type").asText());
        shown.put("key", url[url.length - 1]);
        ObjectNode fields = record.deepCopy();
        fields.remove("attributes");
        records.add(shown.set("fields", fields));
      }
    }
    add("salesforce", NODES.objectNode().set("records", records));
    answered(requests, message);
  }

  private static void answered(JsonNode requests, Message message) {
    ObjectNode answer = NODES.objectNode();
    ArrayNode parts = answer.putArray("compositeResponse");
    for (JsonNode request : requests) {
      ObjectNode part = parts.addObject().put("httpStatusCode", 200);
      part.put("referenceId", request.path("referenceId").asText());
      ArrayNode records = part.putArray("body");
      request.path("body").path("records").forEach(r -> records.addObject().put("success", true));
    }
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
    message.setBody(answer.toString());
  }

  private void mail(String component, Message message) {
    ObjectNode mail = NODES.objectNode();
    for (String header : new String[] {"From", "To", "Cc", "Bcc", "Reply-To", "Subject"}) {
      String value = message.getHeader(header, "", String.class);
      if (!value.isBlank()) {
        mail.put(header.toLowerCase(java.util.Locale.ROOT), decoded(value));
      }
    }
    String plain = message.getHeader("plainText", String.class);
    mail.put("text", shortened(plain == null ? text(message) : plain));
    if (plain != null) {
      mail.put("html", shortened(text(message)));
    }
    add(component, mail);
    message.setHeader("CamelMailMessageId", "<dry-run>");
  }

  /** As a person reads it, not as it travels. */
  private static String decoded(String header) {
    try {
      return jakarta.mail.internet.MimeUtility.decodeText(header);
    } catch (java.io.UnsupportedEncodingException e) {
      return header;
    }
  }

  private void sheet(String uri, Exchange exchange) {
    Message message = exchange.getMessage();
    if (uri.contains("data/get")) {
      // As a sheet that has its headings already, which is what most have.
      message.setBody(new ValueRange().setValues(List.of(List.of("Event"))));
      return;
    }
    ObjectNode sheet = NODES.objectNode();
    sheet.put(
        "spreadsheet", message.getHeader("CamelGoogleSheets.spreadsheetId", "", String.class));
    sheet.put("range", message.getHeader("CamelGoogleSheets.range", "", String.class));
    if (message.getHeader("CamelGoogleSheets.values") instanceof ValueRange values) {
      sheet.set("rows", rows(JSON.valueToTree(values.getValues()), exchange));
    }
    add("google-sheets", sheet);
    UpdateValuesResponse updates = new UpdateValuesResponse().setUpdatedRange("(dry run)");
    message.setBody(new AppendValuesResponse().setUpdates(updates));
  }

  /** With the columns' headings, where the route said them. */
  private static JsonNode rows(JsonNode cells, Exchange exchange) {
    JsonNode named = exchange.getVariable("rows", JsonNode.class);
    if (named == null || named.size() != cells.size()) {
      return cells;
    }
    ArrayNode rows = NODES.arrayNode();
    for (int i = 0; i < cells.size(); i++) {
      List<String> headings = new ArrayList<>();
      named.get(i).fieldNames().forEachRemaining(headings::add);
      if (headings.size() != cells.get(i).size()) {
        return cells;
      }
      ObjectNode row = rows.addObject();
      for (int column = 0; column < headings.size(); column++) {
        row.set(headings.get(column), cells.get(i).get(column));
      }
    }
    return rows;
  }

  private void http(String component, String uri, Message message) {
    ObjectNode request = NODES.objectNode();
    String address = message.getHeader(Exchange.HTTP_URI, uri, String.class);
    request.put("method", method(uri, message));
    request.put("url", mask.address(address.replaceFirst("^[a-z]+-\\d+://", "http://")));
    request.set("headers", headers(message));
    request.set("body", body(message));
    add(component, request);
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
    message.setBody("");
  }

  private static String method(String uri, Message message) {
    java.util.regex.Matcher option =
        java.util.regex.Pattern.compile("[?&]httpMethod=([A-Z]+)").matcher(uri);
    return option.find()
        ? option.group(1)
        : message.getHeader(
            Exchange.HTTP_METHOD, message.getBody() == null ? "GET" : "POST", String.class);
  }

  private void other(String component, String uri, Message message) {
    ObjectNode handed = NODES.objectNode();
    handed.put("uri", mask.address(uri));
    handed.set("headers", headers(message));
    handed.set("body", body(message));
    add(component, handed);
  }

  private ObjectNode headers(Message message) {
    ObjectNode headers = NODES.objectNode();
    new TreeMap<>(message.getHeaders())
        .forEach(
            (name, value) -> {
              if (!name.startsWith("Camel")) {
                String text = String.valueOf(value);
                headers.put(name, Reading.isSecret(name) ? Mask.SHOWN : header(name, text));
              }
            });
    return headers;
  }

  private String header(String name, String text) {
    return PLAIN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT)) ? text : mask.text(text);
  }

  private static JsonNode json(Message message) {
    try {
      JsonNode read = JSON.readTree(text(message));
      return read == null ? NODES.nullNode() : read;
    } catch (JsonProcessingException e) {
      return NODES.missingNode();
    }
  }

  private static JsonNode body(Message message) {
    if (message.getBody() instanceof JsonNode node) {
      return node.deepCopy();
    }
    JsonNode read = json(message);
    return read.isContainerNode() ? read : TextNode.valueOf(shortened(text(message)));
  }

  private static String text(Message message) {
    String text = message.getBody(String.class);
    return text == null ? "" : text;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
