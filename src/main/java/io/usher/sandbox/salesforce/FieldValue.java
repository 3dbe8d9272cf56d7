package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Checks a value that was sent for a field, and turns it into what Salesforce keeps. */
final class FieldValue {

  private static final DateTimeFormatter KEPT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.000'+0000'", Locale.ROOT);
  private static final int INTEGER_DIGITS = 14;

  private FieldValue() {}

  static JsonNode kept(Field field, JsonNode sent) {
    if (sent.isNull() || sent.isMissingNode() || (sent.isTextual() && sent.asText().isBlank())) {
      return field.type() == Field.Type.CHECKBOX ? BooleanNode.FALSE : NullNode.getInstance();
    }
    return switch (field.type()) {
      case TEXT, PHONE, LOOKUP -> TextNode.valueOf(text(field, sent));
      case EMAIL -> TextNode.valueOf(email(field, text(field, sent)));
      case PICKLIST -> TextNode.valueOf(choice(field, text(field, sent)));
      case CHECKBOX -> sent.isBoolean() ? sent : wrongType("boolean", sent);
      case CURRENCY -> number(field, sent, "currency");
      case NUMBER -> number(field, sent, "double");
      case DATETIME -> moment(sent);
    };
  }

  private static String text(Field field, JsonNode sent) {
    if (!sent.isTextual()) {
      wrongType("string", sent);
    }
    String value = sent.asText().strip();
    if (field.length() > 0 && value.length() > field.length()) {
      throw new Refusal(
          400,
          "STRING_TOO_LONG",
          "%s: data value too large: %s (max length=%d)"
              .formatted(field.label(), value, field.length()),
          field.name());
    }
    return value;
  }

  private static String email(Field field, String value) {
    if (!isEmail(value)) {
      throw new Refusal(
          400,
          "INVALID_EMAIL_ADDRESS",
          "%s: invalid email address: %s".formatted(field.label(), value),
          field.name());
    }
    return value;
  }

  private static boolean isEmail(String value) {
    try {
      InternetAddress address = new InternetAddress(value, true);
      String domain = value.substring(value.lastIndexOf('@') + 1);
      return value.equals(address.getAddress())
          && domain.indexOf('.') > 0
          && StandardCharsets.US_ASCII.newEncoder().canEncode(value);
    } catch (AddressException e) {
      return false;
    }
  }

  private static String choice(Field field, String value) {
    if (field.values() == null || !field.values().contains(value)) {
      throw new Refusal(
          400,
          "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
          "%s: bad value for restricted picklist field: %s".formatted(field.label(), value),
          field.name());
    }
    return value;
  }

  private static JsonNode number(Field field, JsonNode sent, String type) {
    if (!sent.isNumber()) {
      return wrongType(type, sent);
    }
    BigDecimal value = sent.decimalValue();
    if (value.precision() - value.scale() > INTEGER_DIGITS) {
      throw new Refusal(
          400,
          "NUMBER_OUTSIDE_VALID_RANGE",
          "%s: value outside of valid range on numeric field: %s".formatted(field.label(), value),
          field.name());
    }
    return DecimalNode.valueOf(value.scale() < 0 ? value.setScale(0) : value);
  }

  private static JsonNode moment(JsonNode sent) {
    try {
      OffsetDateTime moment = OffsetDateTime.parse(sent.asText());
      return TextNode.valueOf(moment.withOffsetSameInstant(ZoneOffset.UTC).format(KEPT));
    } catch (DateTimeException e) {
      return wrongType("datetime", sent);
    }
  }

  private static JsonNode wrongType(String wanted, JsonNode sent) {
    throw new Refusal(
        400,
        "JSON_PARSER_ERROR",
        "Cannot deserialize instance of %s from %s value %s or request may be missing a required field"
            .formatted(wanted, sent.asToken(), sent.isValueNode() ? sent.asText() : sent));
  }
}
