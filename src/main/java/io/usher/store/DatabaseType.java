package io.usher.store;

import io.usher.settings.StartupProblem;
import java.util.List;
import java.util.Optional;

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
        "PRAGMA temp_store = MEMORY",
        "PRAGMA journal_size_limit = 16777216",
        "PRAGMA secure_delete = FAST"
      };
    }

    @Override
    String[] beforeFirstTable() {
      return new String[] {"PRAGMA auto_vacuum = INCREMENTAL", "PRAGMA journal_mode = WAL"};
    }

    @Override
    Optional<String> giveBackSome(int pages) {
      return Optional.of("PRAGMA incremental_vacuum(" + pages + ")");
    }

    @Override
    Optional<String> overwriteDeleted(boolean thoroughly) {
      return Optional.of("PRAGMA secure_delete = " + (thoroughly ? "ON" : "FAST"));
    }

    @Override
    List<String> rewrite() {
      return List.of("PRAGMA temp_store = FILE", "VACUUM", "PRAGMA temp_store = MEMORY");
    }

    @Override
    List<String> emptyLog() {
      return List.of("PRAGMA wal_checkpoint(TRUNCATE)");
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

  /** What can be set only while the database is empty; does nothing later. */
  abstract String[] beforeFirstTable();

  /**
   * The statement that makes the database's file smaller by so many unused pages, if it needs one.
   */
  abstract Optional<String> giveBackSome(int pages);

  /** The statement after which what is deleted is overwritten too, wherever it lay. */
  abstract Optional<String> overwriteDeleted(boolean thoroughly);

  /**
   * Writes the whole database anew, so that nothing deleted is left in it; outside a transaction.
   */
  abstract List<String> rewrite();

  /**
   * Brings everything from the log into the database and empties the log; outside a transaction.
   */
  abstract List<String> emptyLog();

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
