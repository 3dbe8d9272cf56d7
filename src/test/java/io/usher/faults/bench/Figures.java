package io.usher.faults.bench;

import java.util.ArrayList;
import java.util.List;

/** What a measurement found; one line of the second table. */
final class Figures {

  static final String HEAD =
      """
      | measured | store | figures | result |
      |---|---|---|---|
      """;

  private final String measure;
  private final String store;
  private final List<String> figures = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  Figures(String measure, String store) {
    this.measure = measure;
    this.store = store;
  }

  /** Shown at once too: a measurement takes minutes. */
  void note(String figure, Object... values) {
    String text = figure.formatted(values);
    System.out.println("   " + text);
    figures.add(text);
  }

  void breaks(boolean isBroken, String promise) {
    if (isBroken) {
      broken.add(promise);
    }
  }

  boolean kept() {
    return broken.isEmpty();
  }

  String line() {
    return "| %s | %s | %s | %s |"
        .formatted(
            measure,
            store,
            String.join("; ", figures),
            kept() ? "ok" : "BROKEN: " + String.join(", ", broken));
  }
}
