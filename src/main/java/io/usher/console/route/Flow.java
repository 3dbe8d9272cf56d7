package io.usher.console.route;

import io.usher.console.Words;
import io.usher.console.customer.DestinationSheets;
import io.usher.customer.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A customer's routes as a picture: sources, the router's rules, destinations, and the ways between
 * them.
 */
record Flow(List<Box> boxes, List<Edge> edges, int width, int height) {

  private static final int BOX = 54;
  private static final int GAP = 14;
  private static final int[] LEFT = {2, 250, 620};
  private static final int[] WIDE = {180, 290, 250};
  private static final Pattern TYPES =
      Pattern.compile("\\$\\{variable\\.event\\.type} (?:==|in) '([^']+)'");

  /**
   * @param tone good, bad, wait or none
   */
  public record Box(
      String name, String note, String tone, String link, int x, int y, int w, int h) {}

  public record Edge(int x1, int y1, int x2, int y2) {

    public String path() {
      int middle = (x1 + x2) / 2;
      return "M%d %d C%d %d %d %d %d %d".formatted(x1, y1, middle, y1, middle, y2, x2, y2);
    }
  }

  static Flow of(
      String customer,
      List<Source> sources,
      List<RouterRules.Rule> rules,
      List<DestinationSheets.Sheet> sheets,
      Map<String, String> notes,
      Words words) {
    Map<String, Box> destinations = new LinkedHashMap<>();
    for (DestinationSheets.Sheet sheet : sheets) {
      String link = "/deliveries?customer=" + customer + "&destination=" + sheet.name();
      String note = words.status(sheet.status()) + notes.getOrDefault(sheet.name(), "");
      destinations.put(
          sheet.name(),
          box(sheet.name(), note, words.tone(sheet.status()), link, 2, destinations.size()));
    }
    List<Box> branches = new ArrayList<>();
    for (RouterRules.Rule rule : rules) {
      String note = rule.destinations().isEmpty() ? "goes nowhere" : "";
      branches.add(box(said(rule.when(), words), note, "none", "", 1, branches.size()));
    }
    List<Box> senders = new ArrayList<>();
    for (Source source : sources) {
      String link = "/customers/" + customer;
      senders.add(box(source.name(), "/hooks/" + source.path(), "none", link, 0, senders.size()));
    }
    return of(senders, branches, rules, destinations);
  }

  private static Flow of(
      List<Box> senders,
      List<Box> branches,
      List<RouterRules.Rule> rules,
      Map<String, Box> destinations) {
    List<Edge> edges = new ArrayList<>();
    senders.forEach(from -> branches.forEach(to -> edges.add(edge(from, to))));
    for (int i = 0; i < rules.size(); i++) {
      for (String name : rules.get(i).destinations()) {
        Box to = destinations.get(name);
        if (to != null) {
          edges.add(edge(branches.get(i), to));
        }
      }
    }
    List<Box> all = new ArrayList<>(senders);
    all.addAll(branches);
    all.addAll(destinations.values());
    int rows = Math.max(senders.size(), Math.max(branches.size(), destinations.size()));
    return new Flow(all, edges, LEFT[2] + WIDE[2] + 2, Math.max(1, rows) * (BOX + GAP));
  }

  private static Box box(String name, String note, String tone, String link, int column, int row) {
    return new Box(
        shortened(name, WIDE[column] / 8),
        shortened(note, WIDE[column] / 7),
        tone,
        link,
        LEFT[column],
        row * (BOX + GAP) + 1,
        WIDE[column],
        BOX);
  }

  private static Edge edge(Box from, Box to) {
    return new Edge(from.x() + from.w(), from.y() + BOX / 2, to.x(), to.y() + BOX / 2);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** "Refund, Void" for a condition on the type; the condition itself for any other. */
  static String said(String when, Words words) {
    Matcher types = TYPES.matcher(when);
    return types.matches()
        ? Arrays.stream(types.group(1).split(","))
            .map(type -> words.type(type.strip()))
            .collect(Collectors.joining(", "))
        : when;
  }
}
