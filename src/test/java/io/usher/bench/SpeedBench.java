package io.usher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs what is asked for, all by default, and prints one table for each; see {@code
 * bench/README.md}.
 */
final class SpeedBench {

  private static final Map<String, Measure> MEASURES = new LinkedHashMap<>();

  static {
    MEASURES.put("acks", Acks::measure);
    MEASURES.put("sizes", Acks::sizes);
    MEASURES.put("senders", Senders::measure);
    MEASURES.put("deliveries", Deliveries::measure);
    MEASURES.put("mails", Mails::measure);
    MEASURES.put("end-to-end", EndToEnd::measure);
    MEASURES.put("burst", Burst::measure);
    MEASURES.put("growth", Growth::measure);
    MEASURES.put("start", Startup::measure);
    MEASURES.put("costs", Costs::measure);
  }

  private SpeedBench() {}

  /** One question, answered by a table in Markdown. */
  @FunctionalInterface
  interface Measure {
    List<String> run(Effort effort) throws Exception;
  }

  /**
   * @param rounds how often each contestant has its turn
   * @param seconds how long a turn is
   * @param warmUp seconds of load before the first turn
   */
  record Effort(int rounds, int seconds, int warmUp) {}

  public static void main(String[] args) throws Exception {
    Effort effort = new Effort(3, 5, 25);
    Path results = null;
    double guard = 0;
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--list" -> MEASURES.keySet().forEach(System.out::println);
        case "--short" -> effort = new Effort(3, 3, 20);
        case "--guard" -> guard = Double.parseDouble(args[++i]);
        case "--results" -> results = Path.of(args[++i]);
        default -> asked.add(args[i]);
      }
    }
    if (guard > 0) {
      System.exit(Acks.guard(effort, guard) ? 0 : 1);
    }
    if (List.of(args).contains("--list")) {
      return;
    }
    for (String name : asked.isEmpty() ? List.copyOf(MEASURES.keySet()) : asked) {
      Measure measure = MEASURES.get(name);
      if (measure == null) {
        System.err.println("There is no measure '" + name + "'; --list names them.");
        System.exit(2);
      }
      show(measure.run(effort), results);
    }
    System.exit(0);
  }

  private static void show(List<String> lines, Path results) throws IOException {
    lines.forEach(System.out::println);
    System.out.println();
    if (results != null) {
      Files.writeString(
          results,
          String.join("\n", lines) + "\n\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
