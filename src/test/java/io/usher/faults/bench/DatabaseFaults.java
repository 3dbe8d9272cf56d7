package io.usher.faults.bench;

import java.time.Duration;

/** PostgreSQL that dies under the hubs. */
final class DatabaseFaults {

  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private DatabaseFaults() {}

  /** Stopped without a word, away for some seconds, started again. */
  static void restart(Trial trial) throws Exception {
    PostgresServer server = ((Postgres) trial.database()).primary();
    for (int round = 0; round < trial.rounds(); round++) {
      trial.someTime(AT_ONCE, Duration.ofSeconds(2));
      server.die();
      trial.someTime(AT_ONCE, Duration.ofSeconds(4));
      server.start();
      trial.awaitWorking();
    }
    trial.awaitCaughtUp();
  }

  /** The primary dies for good; the standby takes over. */
  static void failOver(Trial trial) throws Exception {
    Postgres pair = (Postgres) trial.database();
    trial.awaitAccepted(100);
    pair.primary().die();
    trial.someTime(AT_ONCE, Duration.ofSeconds(4));
    pair.standby().promote();
    trial.awaitWorking();
    trial.awaitAccepted(200);
    trial.awaitCaughtUp();
  }
}
