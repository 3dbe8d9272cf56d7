package io.usher.testing;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a scrape of {@code /actuator/prometheus} answered. */
public record Scrape(String text) {

  private static final Pattern NAME = Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)[ {]");

  public static Scrape of(RunningHub hub) {
    return new Scrape(hub.send(hub.asAdmin("/actuator/prometheus").GET().build()).body());
  }

  /** Samples, without comments. */
  public List<String> lines() {
    return text.lines().filter(line -> !line.startsWith("#")).toList();
  }

  public List<String> lines(String name) {
    return lines().stream().filter(line -> line.matches(name + "[ {].*")).toList();
  }

  public Set<String> names() {
    return lines().stream()
        .map(NAME::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The only sample of this name whose labels hold all of these. */
  public double value(String name, String... labels) {
    List<String> found =
        lines(name).stream()
            .filter(line -> List.of(labels).stream().allMatch(line::contains))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(name + " " + List.of(labels) + ": " + found);
    }
    return Double.parseDouble(found.get(0).substring(found.get(0).lastIndexOf(' ') + 1));
  }
}
