package io.usher.faults.bench;

import java.util.List;
import java.util.Map;

/** All that the bench can do. */
final class Scenarios {

  /** The hub's own schedule, each wait divided by 1440: a day becomes a minute. */
  private static final String SCHEDULE_OF_A_DAY_IN_A_MINUTE =
      "3ms,21ms,83ms,417ms,1250ms,2500ms,7500ms,15s,30s,60s";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of("kill -9, SQLite", 20, () -> Database.SQLITE, Kills::killAndStart),
          Scenario.of("SIGTERM under load, SQLite", 10, () -> Database.SQLITE, Kills::stopAndStart),
          Scenario.of(
                  "destination down",
                  3,
                  () -> Database.SQLITE,
                  Outages::downForLongerThanTheFirstAttempts)
              .with(Map.of("USHER_DELIVERY_TIMEOUT", "3s")),
          Scenario.of("24 h outage in 1 min", 1, () -> Database.SQLITE, Outages::aDayInAMinute)
              .with(Map.of("USHER_DELIVERY_SCHEDULE", SCHEDULE_OF_A_DAY_IN_A_MINUTE)));

  private Scenarios() {}
}
