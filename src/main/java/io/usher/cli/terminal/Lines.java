package io.usher.cli.terminal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows that come one by one, so that their columns are as wide as was said before. */
public final class Lines {
  private static final String GAP = "  ";

  private final Surroundings surroundings;
  private final List<Integer> widths;

  /**
   * @param widths of all columns but the last, which takes what is left
   */
  public Lines(Surroundings surroundings, Integer... widths) {
    this.surroundings = surroundings;
    this.widths = List.of(widths);
  }

  public void print(String... cells) {
    String line =
        IntStream.range(0, cells.length)
            .mapToObj(i -> cell(Printable.line(cells[i]), i))
            .collect(Collectors.joining(GAP));
    surroundings.out().println(line);
  }

  private String cell(String text, int column) {
    return column < widths.size()
        ? StatusColour.paint(
            TextWidth.pad(TextWidth.fit(text, widths.get(column)), widths.get(column)))
        : StatusColour.paint(text);
  }
}
