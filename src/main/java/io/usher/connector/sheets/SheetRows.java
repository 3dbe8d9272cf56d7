package io.usher.connector.sheets;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.services.sheets.v4.model.ValueRange;
import io.usher.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Turns objects into rows for one tab. Every row starts with the event's id, so that a second
 * attempt can see whether the first one's rows arrived after all.
 */
@Component("sheetRows")
class SheetRows {

  private static final int LONGEST_CELL = 50_000;

  private final Set<String> headed = ConcurrentHashMap.newKeySet();

  ValueRange heading(@Variable("rows") JsonNode rows) {
    return range(
        List.of(rows.path(0).propertyStream().map(field -> (Object) field.getKey()).toList()));
  }

  ValueRange values(@Variable("rows") JsonNode rows) {
    return range(rows.valueStream().map(SheetRows::cells).toList());
  }

  /** Whether the first column, as read from the sheet, has this event already. */
  boolean alreadyThere(@Body ValueRange column, @Variable("event") Event event) {
    return Optional.ofNullable(column.getValues()).orElse(List.of()).stream()
        .anyMatch(row -> !row.isEmpty() && event.id().equals(row.get(0)));
  }

  boolean empty(@Body ValueRange row) {
    return Optional.ofNullable(row.getValues()).orElse(List.of()).stream().allMatch(List::isEmpty);
  }

  boolean unseen(@Variable("sheet") String sheet) {
    return !headed.contains(sheet);
  }

  void seen(@Variable("sheet") String sheet) {
    headed.add(sheet);
  }

  private static List<Object> cells(JsonNode row) {
    return row.valueStream().map(SheetRows::cell).toList();
  }

  private static Object cell(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return clip(value.isTextual() ? value.textValue() : value.isNull() ? "" : value.toString());
  }

  private static String clip(String text) {
    return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL - 1) + "…";
  }

  private static ValueRange range(List<List<Object>> rows) {
    return new ValueRange().setMajorDimension("ROWS").setValues(rows);
  }
}
