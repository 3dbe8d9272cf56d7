package io.usher.sandbox.google;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One spreadsheet that was shared with the service account. */
record Spreadsheet(String id, Map<String, Tab> tabs) {

  static final List<String> TABS = List.of("Sales", "Refunds", "Transfers");
  private static final int ROWS_PER_TAB = 20_000;

  static Spreadsheet fresh(String id) {
    return new Spreadsheet(
        id,
        TABS.stream().collect(Collectors.toMap(Function.identity(), t -> new Tab(ROWS_PER_TAB))));
  }

  boolean has(String tab) {
    return tabs.containsKey(tab);
  }

  String firstTab() {
    return TABS.get(0);
  }

  Tab tab(CellRange range) {
    return tabs.get(range.tab());
  }
}
