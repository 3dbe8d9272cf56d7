package io.usher.faults.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the result.
 *
 * @param count null where the scenario could not be run
 * @param mayRepeat how many deliveries were in flight at the kills
 * @param working the longest time from a fault's end until a new event had arrived everywhere
 * @param caughtUp the longest time, after that, until all that was accepted had arrived
 * @param broken which promises were broken, in words
 */
record Row(
    String scenario,
    String database,
    int rounds,
    @Nullable Count count,
    int mayRepeat,
    Duration working,
    Duration caughtUp,
    List<String> broken,
    List<String> notes) {

  static final String HEAD =
      """
      | scenario | store | rounds | accepted | delivered | lost | twice (share; in flight at the kills) | out of order | new sales arrive after | all caught up after | result | notes |
      |---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  static Row skipped(String scenario, String reason) {
    return new Row(
        scenario, "", 0, null, 0, Duration.ZERO, Duration.ZERO, List.of(), List.of(reason));
  }

  String line() {
    String remarks = String.join("; ", notes);
    if (count == null) {
      return "| %s | | | | | | | | | | SKIPPED | %s |".formatted(scenario, remarks);
    }
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d | %d | %d (%.3f %%; %d) | %d | %.1f s | %.1f s | %s | %s |",
        scenario,
        database,
        rounds,
        count.accepted(),
        count.delivered(),
        count.lost(),
        count.twice(),
        count.share() * 100,
        mayRepeat,
        count.disordered(),
        working.toMillis() / 1000.0,
        caughtUp.toMillis() / 1000.0,
        broken.isEmpty() ? "ok" : "BROKEN: " + String.join(", ", broken),
        remarks);
  }
}
