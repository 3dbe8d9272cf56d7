package io.usher.sandbox.google;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.sandbox.standin.ExactJson;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes one range, and answers in the shape Google answers in. */
final class SheetValues {

  private static final int GRID_ROWS = 1000;
  private static final int GRID_COLUMNS = 26;

  private final Spreadsheet spreadsheet;
  private final CellRange range;
  private final Tab tab;

  SheetValues(Spreadsheet spreadsheet, String range) {
    this.spreadsheet = spreadsheet;
    this.range = CellRange.of(range, spreadsheet);
    this.tab = spreadsheet.tab(this.range);
  }

  ObjectNode read(boolean formatted) {
    int toColumn = range.toColumn() > 0 ? range.toColumn() : Math.max(GRID_COLUMNS, tab.width());
    int toRow = range.toRow() > 0 ? range.toRow() : Math.max(GRID_ROWS, tab.lastRow());
    ObjectNode answer = ExactJson.MAPPER.createObjectNode();
    answer.put("range", written(range.firstColumn(), range.firstRow(), toColumn, toRow));
    answer.put("majorDimension", "ROWS");
    List<ArrayNode> rows = rows(toColumn, Math.min(toRow, tab.lastRow()), formatted);
    if (!rows.isEmpty()) {
      answer.putArray("values").addAll(rows);
    }
    return answer;
  }

  ObjectNode update(ValueRange sent) {
    requireRoom(sent);
    tab.write(range.firstRow(), range.firstColumn(), sent.rows());
    return updates(sent, range.firstRow());
  }

  ObjectNode append(ValueRange sent) {
    ObjectNode answer = ExactJson.MAPPER.createObjectNode().put("spreadsheetId", spreadsheet.id());
    int before = tab.lastRow();
    if (before > 0) {
      answer.put("tableRange", written(1, 1, tab.width(), before));
    }
    int row = tab.append(range.firstColumn(), sent.rows());
    answer.set("updates", updates(sent, row));
    return answer;
  }

  private ObjectNode updates(ValueRange sent, int row) {
    int lastColumn = range.firstColumn() + Math.max(1, sent.width()) - 1;
    int lastRow = row + Math.max(1, sent.rows().size()) - 1;
    return ExactJson.MAPPER
        .createObjectNode()
        .put("spreadsheetId", spreadsheet.id())
        .put("updatedRange", written(range.firstColumn(), row, lastColumn, lastRow))
        .put("updatedRows", sent.rows().size())
        .put("updatedColumns", sent.width())
        .put("updatedCells", sent.cells());
  }

  private void requireRoom(ValueRange sent) {
    if (range.single()) {
      return;
    }
    int lastColumn = range.firstColumn() + sent.width() - 1;
    if (range.toColumn() > 0 && lastColumn > range.toColumn()) {
      throw outside("column [" + CellRange.letters(range.toColumn() + 1) + "]");
    }
    int lastRow = range.firstRow() + sent.rows().size() - 1;
    if (range.toRow() > 0 && lastRow > range.toRow()) {
      throw outside("row [" + (range.toRow() + 1) + "]");
    }
  }

  private GoogleError outside(String where) {
    return GoogleError.badRequest(
        "Requested writing within range [%s], but tried writing to %s"
            .formatted(
                written(range.firstColumn(), range.firstRow(), range.toColumn(), range.toRow()),
                where));
  }

  private List<ArrayNode> rows(int toColumn, int toRow, boolean formatted) {
    List<ArrayNode> rows = new ArrayList<>();
    for (int row = range.firstRow(); row <= toRow; row++) {
      rows.add(cells(tab.row(row), toColumn, formatted));
    }
    while (!rows.isEmpty() && rows.get(rows.size() - 1).isEmpty()) {
      rows.remove(rows.size() - 1);
    }
    return rows;
  }

  private ArrayNode cells(List<Cell> row, int toColumn, boolean formatted) {
    ArrayNode cells = ExactJson.MAPPER.createArrayNode();
    for (int i = range.firstColumn() - 1; i < Math.min(toColumn, row.size()); i++) {
      Cell cell = row.get(i);
      if (formatted || cell.value().isNull()) {
        cells.add(cell.shown());
      } else {
        cells.add(cell.value());
      }
    }
    while (!cells.isEmpty() && cells.get(cells.size() - 1).asText().isEmpty()) {
      cells.remove(cells.size() - 1);
    }
    return cells;
  }

  private String written(int fromColumn, int fromRow, int toColumn, int toRow) {
    return CellRange.written(range.tab(), fromColumn, fromRow, toColumn, toRow);
  }
}
