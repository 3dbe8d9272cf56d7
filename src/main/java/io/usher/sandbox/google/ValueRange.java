package io.usher.sandbox.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.usher.sandbox.standin.ExactJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a write, checked as Google checks them. */
record ValueRange(List<List<Cell>> rows) {

  private static final Set<String> KEYS = Set.of("range", "majorDimension", "values");

  /**
   * @param input Google's {@code valueInputOption}
   */
  static ValueRange read(byte[] body, @Nullable String input) throws IOException {
    boolean typed = "USER_ENTERED".equals(input);
    if (!typed && !"RAW".equals(input)) {
      throw GoogleError.badRequest("'valueInputOption' is required but not specified");
    }
    JsonNode values = values(parsed(body));
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode row : values) {
      rows.add(cells(row, typed));
    }
    return new ValueRange(rows);
  }

  int width() {
    return rows.stream().mapToInt(List::size).max().orElse(0);
  }

  int cells() {
    return rows.stream().mapToInt(List::size).sum();
  }

  private static JsonNode parsed(byte[] body) throws IOException {
    try {
      return ExactJson.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw GoogleError.badRequest("Invalid JSON payload received. Parse error.");
    }
  }

  private static JsonNode values(JsonNode body) {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!KEYS.contains(name)) {
                throw GoogleError.badRequest(
                    "Invalid JSON payload received. Unknown name \"%s\": Cannot find field."
                        .formatted(name));
              }
            });
    if (!body.path("majorDimension").asText("ROWS").equals("ROWS")) {
      throw GoogleError.badRequest("The sandbox takes values by ROWS only.");
    }
    return body.path("values");
  }

  private static List<Cell> cells(JsonNode row, boolean typed) {
    if (!row.isArray()) {
      throw GoogleError.badRequest("Invalid value at 'data.values': a row is a list of cells.");
    }
    List<Cell> cells = new ArrayList<>();
    row.forEach(sent -> cells.add(typed ? Cell.typed(sent) : Cell.raw(sent)));
    return cells;
  }
}
