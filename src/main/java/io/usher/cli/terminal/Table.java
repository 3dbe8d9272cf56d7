package io.usher.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Aligned columns for people. Text columns give way when the terminal is narrow; ids and other
 * fixed columns are never cut, because people copy them.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int NARROWEST = 8;

  private record Column(String title, boolean fixed) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  public Table fixed(String... titles) {
    List.of(titles).forEach(title -> columns.add(new Column(title, true)));
    return this;
  }

  public Table text(String... titles) {
    List.of(titles).forEach(title -> columns.add(new Column(title, false)));
    return this;
  }

  public void add(String... cells) {
    rows.add(List.of(cells).stream().map(Printable::line).toList());
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public void print(Surroundings surroundings) {
    int[] widths = widths(surroundings.columns());
    surroundings.out().println(line(columns.stream().map(Column::title).toList(), widths));
    rows.forEach(row -> surroundings.out().println(line(row, widths)));
  }

  /** A line "title value" for a single thing, aligned with its neighbours. */
  public static String field(String title, String value) {
    return TextWidth.pad(title, 14) + StatusColour.paint(Printable.line(value));
  }

  private int[] widths(int available) {
    int[] widths = IntStream.range(0, columns.size()).map(this::widest).toArray();
    int excess = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) - available;
    while (excess > 0) {
      int column = widestShrinkable(widths);
      if (column < 0) {
        break;
      }
      widths[column]--;
      excess--;
    }
    return widths;
  }

  private int widest(int column) {
    int cells = rows.stream().mapToInt(row -> TextWidth.of(row.get(column))).max().orElse(0);
    return Math.max(cells, TextWidth.of(columns.get(column).title()));
  }

  private int widestShrinkable(int[] widths) {
    int found = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean candidate = !columns.get(i).fixed() && widths[i] > NARROWEST;
      if (candidate && (found < 0 || widths[i] > widths[found])) {
        found = i;
      }
    }
    return found;
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> cell(cells.get(i), widths[i], i == widths.length - 1))
        .collect(Collectors.joining(GAP));
  }

  private static String cell(String text, int width, boolean last) {
    String fitted = TextWidth.fit(text, width);
    return StatusColour.paint(last ? fitted : TextWidth.pad(fitted, width));
  }
}
