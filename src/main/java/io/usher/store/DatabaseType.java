package io.usher.store;

import io.usher.settings.StartupProblem;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** What differs from one database to the next. */
enum DatabaseType {
  /**
   * Embedded, one process, one file: WAL for readers beside the writer, FULL so that a commit is on
   * the disk, unless a {@link Flusher} sees to that.
   */
  SQLITE("db/migration/sqlite", 1) {
    @Override
    String[] onWriter() {
      return new String[] {
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA busy_timeout = " + BUSY_TIMEOUT_MS,
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
      // The search's index keeps what is deleted in its older parts until they are merged.
      return List.of(
          "INSERT INTO word_index(word_index) VALUES ('optimize')",
          "PRAGMA temp_store = FILE",
          "VACUUM",
          "PRAGMA temp_store = MEMORY");
    }

    @Override
    List<String> emptyWords() {
      return List.of(
          "INSERT INTO word_index(word_index) VALUES ('delete-all')", "DELETE FROM event_words");
    }

    @Override
    List<String> emptyLog() {
      return List.of("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    @Override
    List<String> waitForReaders(boolean wait) {
      return List.of("PRAGMA busy_timeout = " + (wait ? BUSY_TIMEOUT_MS : 0));
    }

    @Override
    Optional<String> commitUnflushed() {
      return Optional.of("PRAGMA synchronous = NORMAL");
    }

    @Override
    Optional<String> planAnew() {
      return Optional.empty();
    }

    @Override
    String onReader() {
      return "PRAGMA query_only = ON";
    }

    @Override
    Map<String, String> readerProperties() {
      return Map.of("busy_timeout", String.valueOf(BUSY_TIMEOUT_MS));
    }

    @Override
    String skipLocked(String table) {
      return "";
    }

    @Override
    Optional<String> tryLock() {
      return Optional.empty();
    }

    @Override
    String like() {
      return "LIKE";
    }

    @Override
    boolean isOutage(SQLException failure) {
      return failure instanceof SQLiteException e
          && SQLITE_OUTAGES.contains(e.getResultCode().code & 0xff);
    }

    @Override
    boolean losesConnections() {
      return false;
    }
  },

  /** Shared by any number of processes, which claim rows side by side. */
  POSTGRESQL("db/migration/postgresql", 4) {
    @Override
    String[] onWriter() {
      return new String[] {
        // A process that is stopped within a transaction must not keep its rows locked.
        "SET idle_in_transaction_session_timeout = '10s'",
        // A queue's table is small one minute and huge the next; no plan of ours wants to read it
        // all.
        "SET enable_seqscan = off",
        "SET enable_hashjoin = off",
        "SET enable_mergejoin = off",
        // A claim took three times as long to plan, for its own values, as to run (since PostgreSQL
        // 12).
        "SELECT set_config(name, 'force_generic_plan', false) FROM pg_settings WHERE name = 'plan_cache_mode'",
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
      };
    }

    @Override
    Optional<String> commitUnflushed() {
      return Optional.empty();
    }

    @Override
    Optional<String> planAnew() {
      return Optional.of("DISCARD PLANS");
    }

    @Override
    String onReader() {
      return "SET default_transaction_read_only = on; SET jit = off";
    }

    /**
     * The filters of the lists name few rows at one time and nearly all at another, so each query
     * gets a plan for its own values: a plan for any values passes over all rows to find some that
     * few have. With a million events a list of quarantined ones took 0.7 s by one.
     */
    @Override
    Map<String, String> readerProperties() {
      return Map.of("prepareThreshold", "0");
    }

    @Override
    String skipLocked(String table) {
      return " FOR UPDATE OF " + table + " SKIP LOCKED";
    }

    @Override
    Optional<String> tryLock() {
      return Optional.of("SELECT pg_try_advisory_xact_lock(7547371, 1)");
    }

    @Override
    String like() {
      return "ILIKE";
    }

    @Override
    boolean isOutage(SQLException failure) {
      String state = failure.getSQLState() == null ? "" : failure.getSQLState();
      return state.startsWith("08")
          || state.startsWith("53")
          || state.startsWith("57P")
          || state.startsWith("58")
          || state.equals("25006")
          || state.equals("25P03");
    }

    @Override
    boolean losesConnections() {
      return true;
    }

    @Override
    String[] beforeFirstTable() {
      return new String[0];
    }

    @Override
    Optional<String> giveBackSome(int pages) {
      return Optional.empty();
    }

    @Override
    Optional<String> overwriteDeleted(boolean thoroughly) {
      return Optional.empty();
    }

    @Override
    List<String> rewrite() {
      return List.of();
    }

    @Override
    List<String> emptyWords() {
      return List.of("TRUNCATE event_words");
    }

    @Override
    List<String> emptyLog() {
      return List.of();
    }

    @Override
    List<String> waitForReaders(boolean wait) {
      return List.of();
    }
  };

  /** CANTOPEN, FULL, IOERR and READONLY (Result and Error Codes, sqlite.org). */
  private static final Set<Integer> SQLITE_OUTAGES = Set.of(14, 13, 10, 8);

  private static final int BUSY_TIMEOUT_MS = 10_000;

  private final String migrations;
  private final int writers;

  DatabaseType(String migrations, int writers) {
    this.migrations = migrations;
    this.writers = writers;
  }

  String migrations() {
    return migrations;
  }

  /** How many connections write at a time. */
  int writers() {
    return writers;
  }

  /** Whether other processes may hold rows too. */
  boolean isShared() {
    return this == POSTGRESQL;
  }

  /**
   * How fast long lines are put off: PostgreSQL writes each row anew in six indexes, which takes it
   * 0.2 ms or more.
   */
  PutOffPace putOffPace() {
    return isShared() ? new PutOffPace(200, 3) : new PutOffPace(2000, 1);
  }

  /** So many of a line are put off at a time. */
  int mostPutOffAtATime() {
    return isShared() ? 100 : 250;
  }

  /**
   * Ends a condition on events that are not fresh, so that an index answers it that on a database
   * of our own holds only those.
   *
   * @param alias of the events' table
   */
  String indexed(String alias) {
    return keepsFreshKeys() ? " AND " + alias + ".fresh = 0" : "";
  }

  /**
   * All events, as what a query reads from that looks for a status, a type or a customer. The
   * indexes for that don't hold the fresh ones on a database of our own, which are read beside.
   * Without any such condition the table itself has all in order.
   *
   * @param columns of events that the query reads; {@code *} for one without sums, of which SQLite
   *     reads no other columns than it names
   */
  String events(String columns) {
    return keepsFreshKeys()
        ? "(SELECT %1$s FROM events WHERE fresh = 0 UNION ALL SELECT %1$s FROM events WHERE fresh = 1)"
            .formatted(columns)
        : "events";
  }

  /**
   * Whether the keys of events that were just accepted are in this process's memory instead of the
   * index; only where no other process writes events.
   */
  boolean keepsFreshKeys() {
    return !isShared();
  }

  /** Whether its driver binds arrays. */
  boolean hasArrays() {
    return this == POSTGRESQL;
  }

  /** Statements that each new connection for writing runs. */
  abstract String[] onWriter();

  /**
   * The statement after which commits are whole and in order, but durable only once a {@link
   * WriteAheadLog} is flushed; absent where nobody but the server can do that.
   */
  abstract Optional<String> commitUnflushed();

  /**
   * The statement after which a writer's statements get new plans, for the sizes that tables have
   * by then; absent where a plan doesn't depend on them.
   */
  abstract Optional<String> planAnew();

  /** The statement that each new connection for reading runs. */
  abstract String onReader();

  /** Of the driver, for connections that only read. */
  abstract Map<String, String> readerProperties();

  /** Ends a query for rows to claim, so that two processes never wait for or get the same row. */
  abstract String skipLocked(String table);

  /**
   * The query that tells whether this process alone may do, until its transaction's end, what one
   * at a time may do; absent where there is one process.
   */
  abstract Optional<String> tryLock();

  /** The comparison with wildcards that takes upper and lower case for the same. */
  abstract String like();

  /** Whether one of the columns is like a value that is bound, once for each. */
  String anyLike(String... columns) {
    return Arrays.stream(columns)
        .map(column -> column + " " + like() + " ? ESCAPE '\\'")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** Whether the database could not write at all, rather than not this. */
  abstract boolean isOutage(SQLException failure);

  /** Whether a connection may break while the database lives on. */
  abstract boolean losesConnections();

  /** The outage at the root of a failure. */
  @Nullable SQLException outage(@Nullable Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && isOutage(sql)) {
        return sql;
      }
    }
    return null;
  }

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

  /** Leaves nothing of what searches look through, also where it is damaged. */
  abstract List<String> emptyWords();

  /**
   * Brings everything from the log into the database and empties the log; outside a transaction.
   */
  abstract List<String> emptyLog();

  /**
   * The statement that says whether to wait for those who read, as it is at first, or to leave to
   * them what they use.
   */
  abstract List<String> waitForReaders(boolean wait);

  /**
   * @throws StartupProblem for a database we have no SQL for
   */
  static DatabaseType of(String url) {
    if (url.startsWith("jdbc:sqlite:")) {
      return SQLITE;
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    throw new StartupProblem(
        "The setting usher.store.url names a database that Usher can't use: its address must start with jdbc:sqlite: or jdbc:postgresql:.");
  }
}
