package io.usher.faults.bench;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A fault, and what it happens to.
 *
 * @param rounds how often by default; the short form does fewer
 * @param shortRounds how often in the short form, which leaves it out at 0
 * @param database made anew for each run
 * @param settings environment of each hub beside the usual
 */
record Scenario(
    String name,
    int rounds,
    int shortRounds,
    Supplier<Database> database,
    int hubs,
    List<String> destinations,
    Map<String, String> settings,
    Play play) {

  /** What goes wrong, while senders send. Returns when the fault is over. */
  @FunctionalInterface
  interface Play {
    void play(Trial trial) throws Exception;
  }

  static Scenario of(String name, int rounds, Supplier<Database> database, Play play) {
    return new Scenario(name, rounds, 0, database, 1, List.of("crm", "mail"), Map.of(), play);
  }

  Scenario inShort(int times) {
    return new Scenario(name, rounds, times, database, hubs, destinations, settings, play);
  }

  Scenario withHubs(int number) {
    return new Scenario(name, rounds, shortRounds, database, number, destinations, settings, play);
  }

  Scenario withDestinations(List<String> names) {
    return new Scenario(name, rounds, shortRounds, database, hubs, names, settings, play);
  }

  Scenario with(Map<String, String> environment) {
    return new Scenario(name, rounds, shortRounds, database, hubs, destinations, environment, play);
  }
}
