package io.usher.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.common.base.Utf8;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of a body that decide whether and how it is stored, read in one pass that is also
 * the check that the body is strict JSON (RFC 8259): one object in UTF-8, no key given twice at top
 * level, nothing after it, at most 64 levels deep.
 */
final class Envelope {

  static final int DEEPEST = 64;
  private static final int LONGEST_TEXT = 200;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(LONGEST_TEXT * 100)
                  .build())
          .build();

  @Nullable String id;
  boolean idIsThere;
  @Nullable String type;
  @Nullable String key;
  @Nullable String transaction;
  @Nullable String organization;
  @Nullable String buyerName;
  @Nullable String buyerEmail;

  private Envelope() {}

  /**
   * @throws Refusal 400 with what is wrong with the body
   */
  static Envelope read(byte[] body) {
    if (!Utf8.isWellFormed(body)) {
      throw new Refusal(400, "not-utf-8", "The body is not valid UTF-8.");
    }
    if (!startsAnObject(body)) {
      throw new Refusal(
          400, "not-a-json-object", "The body must be one JSON object, and start with its '{'.");
    }
    try (JsonParser json = JSON.createParser(body)) {
      Envelope envelope = new Envelope();
      json.nextToken();
      envelope.readTopLevel(json);
      if (json.nextToken() != null) {
        throw new Refusal(400, "trailing-content", "The body has content after its JSON object.");
      }
      return envelope;
    } catch (StreamConstraintsException e) {
      throw new Refusal(
          400,
          "json-too-deep",
          "The body's JSON is nested deeper than "
              + DEEPEST
              + " levels, or has a number or key beyond all reason.");
    } catch (JsonProcessingException e) {
      throw new Refusal(400, "not-json", "The body is not JSON" + place(e) + ".");
    } catch (IOException e) {
      throw new Refusal(400, "not-json", "The body is not JSON.");
    }
  }

  /** RFC 8259 allows no byte-order mark; and a parser left to guess would take UTF-16 too. */
  private static boolean startsAnObject(byte[] body) {
    int i = 0;
    while (i < body.length
        && (body[i] == ' ' || body[i] == '\n' || body[i] == '\r' || body[i] == '\t')) {
      i++;
    }
    return i < body.length && body[i] == '{' && (i + 1 == body.length || body[i + 1] != 0);
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  private void readTopLevel(JsonParser json) throws IOException {
    Set<String> seen = new HashSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (!seen.add(name)) {
        throw new Refusal(
            400,
            "duplicate-key",
            "The body gives the top-level key '"
                + clean(name)
                + "' twice, so nobody can say which one counts.");
      }
      JsonToken value = json.nextToken();
      switch (name) {
        case "id" -> readId(json, value);
        case "event_type" -> type = text(json, value);
        case "webhook_event_uuid" -> key = text(json, value);
        case "data" -> readData(json, value);
        default -> skip(json);
      }
    }
  }

  private void readId(JsonParser json, JsonToken value) throws IOException {
    idIsThere = true;
    if (value == JsonToken.VALUE_STRING) {
      id = json.getText();
    }
    skip(json);
  }

  private void readData(JsonParser json, JsonToken value) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      skip(json);
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      switch (name) {
        case "transaction_id" -> transaction = text(json, token);
        case "showpass_organization_id" -> organization = text(json, token);
        case "customer_name" -> buyerName = text(json, token);
        case "customer_email" -> buyerEmail = text(json, token);
        default -> skip(json);
      }
    }
  }

  /** Passes over a value, reading all of it: what is not read is not checked. */
  private static void skip(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      json.finishToken();
    } else {
      json.skipChildren();
    }
  }

  private static @Nullable String text(JsonParser json, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
      String text = clean(json.getText());
      return text.isEmpty() ? null : text;
    }
    skip(json);
    return null;
  }

  /**
   * For columns, lists and log lines: no control characters or lone surrogates, and not longer than
   * a line.
   */
  private static String clean(String text) {
    return isClean(text) ? text.strip() : cleaned(text);
  }

  /** Nearly every text is; looking is much cheaper than making another. */
  private static boolean isClean(String text) {
    if (text.length() > LONGEST_TEXT) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), LONGEST_TEXT));
    text.codePoints()
        .filter(c -> !Character.isISOControl(c) && !(c >= 0xD800 && c <= 0xDFFF))
        .limit(LONGEST_TEXT)
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }
}
