package io.usher.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.sandbox.google.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A table of the page.
 *
 * @param place the org or the spreadsheet
 * @param name the object or the tab
 * @param total how many rows there are, of which the newest are shown
 */
record ShownTable(
    String place, String name, int total, List<String> columns, List<List<ShownCell>> rows) {

  private static final int ROWS_SHOWN = 50;

  /**
   * @param formula whether the real vendor would run it
   */
  record ShownCell(String text, boolean number, boolean formula) {}

  /** Objects without records are left out, and columns that no record fills. */
  static List<ShownTable> ofRecords(JsonNode orgs) {
    List<ShownTable> tables = new ArrayList<>();
    for (var org : orgs.properties()) {
      for (var object : org.getValue().properties()) {
        if (!object.getValue().isEmpty()) {
          tables.add(ofObject(org.getKey(), object.getKey(), object.getValue()));
        }
      }
    }
    return tables;
  }

  static List<ShownTable> ofSheets(
      Map<String, Map<String, SortedMap<Integer, List<Cell>>>> spreadsheets) {
    List<ShownTable> tables = new ArrayList<>();
    spreadsheets.forEach(
        (id, tabs) ->
            tabs.forEach(
                (tab, rows) -> {
                  if (!rows.isEmpty()) {
                    tables.add(ofTab(id, tab, rows));
                  }
                }));
    return tables;
  }

  private static ShownTable ofObject(String org, String object, JsonNode records) {
    List<JsonNode> newest = new ArrayList<>();
    for (int i = records.size() - 1; i >= Math.max(0, records.size() - ROWS_SHOWN); i--) {
      newest.add(records.get(i));
    }
    List<String> filled = filled(newest);
    List<List<ShownCell>> rows =
        newest.stream()
            .map(record -> filled.stream().map(name -> cell(record.path(name), false)).toList())
            .toList();
    return new ShownTable(org, object, records.size(), filled, rows);
  }

  private static List<String> filled(List<JsonNode> records) {
    List<String> filled = new ArrayList<>();
    for (var field : records.get(0).properties()) {
      if (records.stream().anyMatch(record -> record.hasNonNull(field.getKey()))) {
        filled.add(field.getKey());
      }
    }
    return filled;
  }

  private static ShownTable ofTab(
      String spreadsheet, String tab, SortedMap<Integer, List<Cell>> rows) {
    List<List<Cell>> all = new ArrayList<>(rows.values());
    List<String> columns = all.get(0).stream().map(Cell::text).toList();
    List<List<Cell>> newest = all.subList(Math.max(1, all.size() - ROWS_SHOWN), all.size());
    List<List<ShownCell>> shown = new ArrayList<>();
    newest.forEach(row -> shown.add(row.stream().map(c -> cell(c.value(), c.formula())).toList()));
    Collections.reverse(shown);
    return new ShownTable(spreadsheet, tab, all.size() - 1, columns, shown);
  }

  private static ShownCell cell(JsonNode value, boolean formula) {
    return new ShownCell(value.isNull() ? "" : value.asText(), value.isNumber(), formula);
  }
}
