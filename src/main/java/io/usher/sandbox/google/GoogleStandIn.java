package io.usher.sandbox.google;

import io.usher.sandbox.standin.SandboxOnly;
import io.usher.sandbox.standin.StandIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Google as a whole: one token, and every spreadsheet whose id starts with {@code sandbox-}. */
@SandboxOnly
@Component
public final class GoogleStandIn implements StandIn {

  private final Map<String, Spreadsheet> spreadsheets = new ConcurrentSkipListMap<>();
  private final String token = "ya29.sandbox-" + UUID.randomUUID();
  private volatile boolean up = true;

  String token() {
    return token;
  }

  void requireToken(@Nullable String authorization) {
    if (authorization == null || !authorization.equals("Bearer " + token)) {
      throw GoogleError.unauthenticated();
    }
  }

  Spreadsheet spreadsheet(String id) {
    if (!id.startsWith("sandbox-")) {
      throw GoogleError.notFound();
    }
    return spreadsheets.computeIfAbsent(id, Spreadsheet::fresh);
  }

  /** By spreadsheet, tab and row number. */
  public Map<String, Map<String, SortedMap<Integer, List<Cell>>>> sheets() {
    Map<String, Map<String, SortedMap<Integer, List<Cell>>>> all = new LinkedHashMap<>();
    spreadsheets.forEach((id, spreadsheet) -> all.put(id, tabs(spreadsheet)));
    return all;
  }

  private static Map<String, SortedMap<Integer, List<Cell>>> tabs(Spreadsheet spreadsheet) {
    Map<String, SortedMap<Integer, List<Cell>>> tabs = new LinkedHashMap<>();
    Spreadsheet.TABS.forEach(tab -> tabs.put(tab, spreadsheet.tabs().get(tab).rows()));
    return tabs;
  }

  @Override
  public String name() {
    return "google";
  }

  @Override
  public boolean isUp() {
    return up;
  }

  @Override
  public void takeDown() {
    up = false;
  }

  @Override
  public void bringUp() {
    up = true;
  }

  @Override
  public void empty() {
    spreadsheets.clear();
  }

  @Override
  public Map<String, Integer> counts() {
    int rows =
        spreadsheets.values().stream()
            .flatMap(spreadsheet -> spreadsheet.tabs().values().stream())
            .mapToInt(Tab::size)
            .sum();
    return Map.of("spreadsheets", spreadsheets.size(), "rows", rows);
  }
}
