package io.usher.faults.bench;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Something that is measured on hubs that nobody breaks.
 *
 * @param database made anew for each run
 * @param settings environment of each hub beside the usual
 */
record Measure(
    String name,
    Supplier<Database> database,
    List<String> destinations,
    Map<String, String> settings,
    Play play) {

  /** Measures, and notes the figures. */
  @FunctionalInterface
  interface Play {
    void play(Stand stand) throws Exception;
  }

  static Measure of(String name, Supplier<Database> database, Play play) {
    return new Measure(name, database, List.of("crm", "mail"), Map.of(), play);
  }

  Measure withDestinations(String... names) {
    return new Measure(name, database, List.of(names), settings, play);
  }

  Measure with(Map<String, String> environment) {
    return new Measure(name, database, destinations, environment, play);
  }
}
