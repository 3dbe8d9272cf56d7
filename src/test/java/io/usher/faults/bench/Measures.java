package io.usher.faults.bench;

import java.util.List;
import java.util.Map;

/** All that the bench measures. */
final class Measures {

  private static final Map<String, String> SHORT_LEASES = Map.of("USHER_DELIVERY_TIMEOUT", "3s");

  static final List<Measure> ALL =
      List.of(
          Measure.of("three hubs and one", Postgres::alone, Nodes::oneAndThree)
              .with(Map.of("USHER_DELIVERY_CONCURRENCY", String.valueOf(Nodes.SLOTS))),
          Measure.of("idle, SQLite", () -> Database.SQLITE, Idle::alone),
          Measure.of("idle, PostgreSQL", Postgres::alone, Idle::onShared),
          Measure.of("kill -9 during jobs, SQLite", () -> Database.SQLITE, JobKills::onOneHub)
              .with(SHORT_LEASES),
          Measure.of("kill -9 during jobs, PostgreSQL", Postgres::alone, JobKills::onOneHub)
              .with(SHORT_LEASES),
          Measure.of("kill -9 during jobs on two hubs", Postgres::alone, JobKills::onTwoHubs)
              .with(SHORT_LEASES),
          Measure.of("erasing a person, SQLite", () -> Database.SQLITE, Erasures::ofOnePerson),
          Measure.of("erasing a person, PostgreSQL", Postgres::alone, Erasures::ofOnePerson),
          Measure.of(
              "console after a month, SQLite", () -> Database.SQLITE, ConsolePages::ofOneMonth),
          Measure.of(
              "console after a month, PostgreSQL", Postgres::alone, ConsolePages::ofOneMonth),
          Measure.of("console on one day, SQLite", () -> Database.SQLITE, ConsolePages::ofOneDay),
          Measure.of("console on one day, PostgreSQL", Postgres::alone, ConsolePages::ofOneDay),
          Measure.of("backlog of many sales, SQLite", () -> Database.SQLITE, Backlogs::manySales),
          Measure.of("backlog of many sales, PostgreSQL", Postgres::alone, Backlogs::manySales),
          Measure.of("backlog in long lines, SQLite", () -> Database.SQLITE, Backlogs::longLines),
          Measure.of("backlog in long lines, PostgreSQL", Postgres::alone, Backlogs::longLines),
          Measure.of("backlog in mixed lines, SQLite", () -> Database.SQLITE, Backlogs::mixedLines),
          Measure.of("backlog in mixed lines, PostgreSQL", Postgres::alone, Backlogs::mixedLines),
          Measure.of("backlog in one line, SQLite", () -> Database.SQLITE, Backlogs::oneLine),
          Measure.of("backlog in one line, PostgreSQL", Postgres::alone, Backlogs::oneLine),
          Measure.of(
              "backlog of lines behind retries, SQLite",
              () -> Database.SQLITE,
              Backlogs::linesBehindRetries),
          Measure.of(
              "backlog of lines behind retries, PostgreSQL",
              Postgres::alone,
              Backlogs::linesBehindRetries),
          Measure.of(
              "backlog of a day's outage, SQLite", () -> Database.SQLITE, Backlogs::downForADay),
          Measure.of(
              "backlog of a day's outage, PostgreSQL", Postgres::alone, Backlogs::downForADay));

  private Measures() {}
}
