package io.usher.sandbox.google;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cells of one tab by row number, which counts from 1 and stays when old rows are dropped. The
 * first row, the headings, is never dropped.
 */
final class Tab {

  private static final Cell EMPTY = new Cell(NullNode.getInstance(), false);

  private final int rowLimit;
  private final TreeMap<Integer, List<Cell>> rows = new TreeMap<>();

  Tab(int rowLimit) {
    this.rowLimit = rowLimit;
  }

  /** The null cells of a row leave what stood there. */
  synchronized void write(int row, int column, List<List<Cell>> cells) {
    for (int i = 0; i < cells.size(); i++) {
      rows.put(row + i, merged(rows.getOrDefault(row + i, List.of()), column, cells.get(i)));
    }
    while (rows.size() > rowLimit) {
      rows.remove(rows.higherKey(rows.firstKey()));
    }
  }

  /** Answers the number of the first row written. */
  synchronized int append(int column, List<List<Cell>> cells) {
    int row = lastRow() + 1;
    write(row, column, cells);
    return row;
  }

  synchronized int lastRow() {
    return rows.isEmpty() ? 0 : rows.lastKey();
  }

  synchronized int width() {
    return rows.values().stream().mapToInt(List::size).max().orElse(0);
  }

  synchronized int size() {
    return rows.size();
  }

  synchronized void empty() {
    rows.clear();
  }

  synchronized SortedMap<Integer, List<Cell>> rows() {
    return new TreeMap<>(rows);
  }

  synchronized List<Cell> row(int number) {
    return rows.getOrDefault(number, List.of());
  }

  private static List<Cell> merged(List<Cell> before, int column, List<Cell> fresh) {
    List<Cell> row = new ArrayList<>(before);
    while (row.size() < column - 1 + fresh.size()) {
      row.add(EMPTY);
    }
    for (int i = 0; i < fresh.size(); i++) {
      if (!fresh.get(i).value().isNull()) {
        row.set(column - 1 + i, fresh.get(i));
      }
    }
    return List.copyOf(row);
  }
}
