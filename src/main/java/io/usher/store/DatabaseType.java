package io.usher.store;

import io.usher.settings.StartupProblem;

/** What differs from one database to the next. */
enum DatabaseType {
  /**
   * Embedded, one process, one file: WAL for readers beside the writer, FULL so that a commit is on
   * the disk.
   */
  SQLITE("db/migration/sqlite") {
    @Override
    String[] onConnect() {
      return new String[] {
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA busy_timeout = 10000",
        "PRAGMA cache_size = -16000",
        "PRAGMA temp_store = MEMORY"
      };
    }
  };

  private final String migrations;

  DatabaseType(String migrations) {
    this.migrations = migrations;
  }

  String migrations() {
    return migrations;
  }

  /** Statements that each new connection runs. */
  abstract String[] onConnect();

  /**
   * @throws StartupProblem for a database we have no SQL for
   */
  static DatabaseType of(String url) {
    if (url.startsWith("jdbc:sqlite:")) {
      return SQLITE;
    }
    throw new StartupProblem(
        "The setting usher.store.url names a database that Usher can't use: its address must start with jdbc:sqlite:.");
  }
}
