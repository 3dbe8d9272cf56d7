package io.usher.sandbox.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * What stands in a cell.
 *
 * @param formula whether Google would run the text: somebody wrote it as {@code USER_ENTERED}
 */
public record Cell(JsonNode value, boolean formula) {

  private static final int LIMIT = 50_000;

  static Cell raw(JsonNode sent) {
    if (!sent.isValueNode()) {
      throw GoogleError.badRequest(
          "Invalid values: a cell takes a string, a number, a boolean or null.");
    }
    if (sent.asText().length() > LIMIT) {
      throw GoogleError.badRequest(
          "Your input contains more than the maximum of 50000 characters in a single cell.");
    }
    return new Cell(sent, false);
  }

  /** As if typed into the sheet: formulas run, numbers and truths lose their quotes. */
  static Cell typed(JsonNode sent) {
    Cell cell = raw(sent);
    if (!sent.isTextual()) {
      return cell;
    }
    String text = sent.asText();
    if (text.startsWith("=") || text.startsWith("+")) {
      return new Cell(sent, true);
    }
    return new Cell(recognised(text), false);
  }

  /** Google's {@code FORMATTED_VALUE}. */
  String shown() {
    return value.isBoolean() ? value.asText().toUpperCase(Locale.ROOT) : text();
  }

  public String text() {
    return value.isNull() ? "" : value.asText();
  }

  private static JsonNode recognised(String text) {
    if (text.startsWith("'")) {
      return TextNode.valueOf(text.substring(1));
    }
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return BooleanNode.valueOf(Boolean.parseBoolean(text));
    }
    return text.matches("-?\\d{1,15}(\\.\\d{1,15})?")
        ? DecimalNode.valueOf(new BigDecimal(text))
        : TextNode.valueOf(text);
  }
}
