package io.usher.faults.bench;

import java.util.List;
import java.util.Map;

/** All that the bench can do. */
final class Scenarios {

  /** The hub's own schedule, each wait divided by 1440: a day becomes a minute. */
  private static final String SCHEDULE_OF_A_DAY_IN_A_MINUTE =
      "3ms,21ms,83ms,417ms,1250ms,2500ms,7500ms,15s,30s,60s";

  /** Leases outlive attempts by half a minute; short attempts make them short. */
  private static final Map<String, String> SHORT_LEASES = Map.of("USHER_DELIVERY_TIMEOUT", "3s");

  /**
   * For where no hub dies and no destination hangs: an attempt that ran out of time comes twice
   * rightly, and on a busy machine three seconds pass while a standby takes over.
   */
  private static final Map<String, String> PATIENT = Map.of("USHER_DELIVERY_TIMEOUT", "15s");

  private static final Map<String, String> DAY_IN_A_MINUTE =
      Map.of(
          "USHER_DELIVERY_SCHEDULE", SCHEDULE_OF_A_DAY_IN_A_MINUTE,
          "USHER_DELIVERY_BREAKER_FIRSTWAIT", "4ms",
          "USHER_DELIVERY_BREAKER_LONGESTWAIT", "42ms");

  static final List<Scenario> ALL =
      List.of(
          Scenario.of("kill -9, SQLite", 20, () -> Database.SQLITE, Kills::killAndStart).inShort(2),
          Scenario.of("kill -9, PostgreSQL", 20, Postgres::alone, Kills::killAndStart)
              .with(SHORT_LEASES),
          Scenario.of("kill -9 of one of three", 5, Postgres::alone, Kills::killOneOfSeveral)
              .withHubs(3)
              .with(SHORT_LEASES),
          Scenario.of(
                  "SIGSTOP beyond the lease, one of three",
                  2,
                  Postgres::alone,
                  Kills::pauseOneOfSeveral)
              .withHubs(3)
              .with(SHORT_LEASES),
          Scenario.of("SIGTERM under load", 10, () -> Database.SQLITE, Kills::stopAndStart),
          Scenario.of("PostgreSQL restarted", 5, Postgres::alone, DatabaseFaults::restart)
              .inShort(1)
              .withHubs(2)
              .with(PATIENT),
          Scenario.of("PostgreSQL fails over", 1, Postgres::withStandby, DatabaseFaults::failOver)
              .inShort(1)
              .withHubs(2)
              .with(PATIENT),
          Scenario.of(
                  "destination down",
                  3,
                  () -> Database.SQLITE,
                  Outages::downForLongerThanTheFirstAttempts)
              .inShort(1)
              .with(SHORT_LEASES),
          Scenario.of("one of ten hangs", 1, () -> Database.SQLITE, Outages::oneHangs)
              .withDestinations(List.of("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9"))
              .with(
                  Map.of(
                      "USHER_DELIVERY_TIMEOUT", "10s",
                      "USHER_DELIVERY_SCHEDULE",
                          "5s,5s,5s,5s,5s,5s,5s,5s,5s,5s,5s,5s,5s,5s,5s,5s")),
          Scenario.of("disk full", 3, SmallDiskDatabase::mount, Surroundings::diskFull)
              .inShort(1)
              .with(PATIENT),
          Scenario.of(
                  "disk full while read",
                  3,
                  SmallDiskDatabase::mount,
                  Surroundings::diskFullWhileRead)
              .with(PATIENT),
          Scenario.of("clock moved", 1, FakedClock::make, Surroundings::clockMoved).with(PATIENT),
          Scenario.of(
                  "24 h outage in 1 min, SQLite", 1, () -> Database.SQLITE, Outages::aDayInAMinute)
              .with(DAY_IN_A_MINUTE),
          Scenario.of(
                  "24 h outage in 1 min, PostgreSQL", 1, Postgres::alone, Outages::aDayInAMinute)
              .with(DAY_IN_A_MINUTE));

  private Scenarios() {}
}
