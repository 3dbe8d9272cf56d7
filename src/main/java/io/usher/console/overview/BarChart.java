package io.usher.console.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Bars as a page draws them, in a picture of 480 by 190 units, stacked where there are several
 * series. Whoever can't see it reads the same numbers in the table below.
 *
 * @param id unique on the page
 * @param summary the picture in a sentence
 * @param series what the parts of a bar are, from below; each is a CSS class too
 */
record BarChart(
    String id, String title, String summary, List<Series> series, List<Column> columns) {

  static final int WIDTH = 480;
  static final int HEIGHT = 190;
  private static final int LEFT = 48;
  private static final int TOP = 12;
  private static final int BOTTOM = 162;

  record Series(String name, String css) {}

  /**
   * @param label what stands below the bar, in the table too
   * @param shown whether the label has room in the picture
   */
  record Column(String label, boolean shown, List<Long> values) {

    public long total() {
      return values.stream().mapToLong(Long::longValue).sum();
    }
  }

  record Bar(double x, double y, double width, double height, String css, String tip) {}

  record Tick(int y, String text) {}

  record Label(double x, String text) {}

  public List<Bar> bars() {
    List<Bar> bars = new ArrayList<>();
    IntStream.range(0, columns.size()).forEach(i -> addColumn(i, bars));
    return bars;
  }

  private void addColumn(int index, List<Bar> bars) {
    double below = BOTTOM;
    Column column = columns.get(index);
    for (int i = 0; i < series.size(); i++) {
      long value = column.values.get(i);
      double height = value * (double) (BOTTOM - TOP) / top();
      if (value > 0) {
        double drawn = Math.max(height, 1);
        below -= drawn;
        String tip = column.label + ": " + number(value) + " " + series.get(i).name;
        bars.add(
            new Bar(
                rounded(left(index) + step() * 0.12),
                rounded(below),
                rounded(step() * 0.76),
                rounded(drawn),
                series.get(i).css,
                tip));
      }
    }
  }

  public List<Tick> ticks() {
    return LongStream.rangeClosed(0, 4)
        .filter(i -> top() * i % 4 == 0)
        .mapToObj(i -> new Tick((int) (BOTTOM - (BOTTOM - TOP) * i / 4), number(top() * i / 4)))
        .toList();
  }

  public List<Label> labels() {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).shown)
        .mapToObj(i -> new Label(rounded(left(i) + step() / 2), columns.get(i).label))
        .toList();
  }

  public boolean isEmpty() {
    return columns.stream().allMatch(column -> column.total() == 0);
  }

  private double left(int index) {
    return LEFT + index * step();
  }

  private double step() {
    return (WIDTH - LEFT) / (double) Math.max(1, columns.size());
  }

  /** The next round number above the highest bar. */
  private long top() {
    long highest = columns.stream().mapToLong(Column::total).max().orElse(0);
    for (long unit = 1; ; unit *= 10) {
      for (long round : new long[] {4, 8, 12, 20, 32}) {
        if (highest <= round * unit) {
          return round * unit;
        }
      }
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static String number(long value) {
    return String.format(Locale.ENGLISH, "%,d", value);
  }
}
