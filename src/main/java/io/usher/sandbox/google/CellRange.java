package io.usher.sandbox.google;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range in A1 notation, as {@code Sales!A1:Z1}, {@code Sales!A:A}, {@code 'Sales'!1:1} or {@code
 * Sales}. Rows and columns count from 1; 0 stands for an open side.
 *
 * @param single whether it named one cell only, which a write may grow beyond
 */
record CellRange(String tab, int fromColumn, int fromRow, int toColumn, int toRow, boolean single) {

  private static final Pattern WITH_TAB = Pattern.compile("(?:'((?:[^']|'')+)'|([^'!]+))!(.+)");
  private static final Pattern CELLS =
      Pattern.compile("([A-Za-z]{0,3})(\\d{0,7})(?::([A-Za-z]{0,3})(\\d{0,7}))?");

  static CellRange of(String text, Spreadsheet spreadsheet) {
    Matcher parts = WITH_TAB.matcher(text);
    if (parts.matches()) {
      String tab = parts.group(1) == null ? parts.group(2) : parts.group(1).replace("''", "'");
      if (!spreadsheet.has(tab)) {
        throw unparsable(text);
      }
      return cells(text, tab, parts.group(3));
    }
    String bare = text.replaceAll("^'|'$", "");
    return spreadsheet.has(bare)
        ? new CellRange(bare, 0, 0, 0, 0, false)
        : cells(text, spreadsheet.firstTab(), text);
  }

  private static CellRange cells(String whole, String tab, String cells) {
    Matcher parts = CELLS.matcher(cells);
    if (cells.isEmpty() || !parts.matches()) {
      throw unparsable(whole);
    }
    int column = column(parts.group(1));
    int row = row(parts.group(2));
    boolean single = parts.group(3) == null;
    if (single && (column == 0 || row == 0)) {
      throw unparsable(whole);
    }
    return single
        ? new CellRange(tab, column, row, column, row, true)
        : new CellRange(tab, column, row, column(parts.group(3)), row(parts.group(4)), false);
  }

  static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }

  static String written(String tab, int fromColumn, int fromRow, int toColumn, int toRow) {
    String from = tab + "!" + letters(fromColumn) + fromRow;
    String to = letters(toColumn) + toRow;
    return from.endsWith("!" + to) ? from : from + ":" + to;
  }

  int firstColumn() {
    return Math.max(1, fromColumn);
  }

  int firstRow() {
    return Math.max(1, fromRow);
  }

  private static int column(String letters) {
    return letters.toUpperCase(Locale.ROOT).chars().reduce(0, (sum, c) -> sum * 26 + c - 'A' + 1);
  }

  private static int row(String digits) {
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static GoogleError unparsable(String text) {
    return GoogleError.badRequest("Unable to parse range: " + text);
  }
}
