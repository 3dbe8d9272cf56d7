package io.usher.faults.bench;

import java.util.List;

/** All that the bench measures. */
final class Measures {

  static final List<Measure> ALL =
      List.of(
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
