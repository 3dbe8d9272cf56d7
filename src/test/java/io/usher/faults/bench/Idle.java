package io.usher.faults.bench;

import io.usher.bench.Processes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What hubs cost that have nothing to do. */
final class Idle {

  /** What the JVM compiles and tidies after its start is no idling. */
  private static final int SETTLING_SECONDS = 45;

  private static final int SECONDS = 60;
  private static final double MOST_OF_A_CORE = 0.01;

  private Idle() {}

  static void alone(Stand stand) throws Exception {
    stand.hubs().add();
    TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
    note(stand, 1, 0);
  }

  /** One hub, then two; what PostgreSQL does without any is taken off. */
  static void onShared(Stand stand) throws Exception {
    stand.makeTables();
    PostgresServer server = ((Postgres) stand.database()).primary();
    Duration before = server.cpu();
    TimeUnit.SECONDS.sleep(SECONDS);
    double base = share(server.cpu().minus(before));
    stand.hubs().launch(0).awaitReady();
    TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
    note(stand, 1, base);
    stand.hubs().add();
    TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
    note(stand, 2, base);
  }

  private static void note(Stand stand, int hubs, double base) throws InterruptedException {
    Duration hubsBefore = ofHubs(stand, hubs);
    Duration databaseBefore = ofDatabase(stand);
    TimeUnit.SECONDS.sleep(SECONDS);
    double ofHubs = share(ofHubs(stand, hubs).minus(hubsBefore)) / hubs;
    double ofDatabase = Math.max(0, share(ofDatabase(stand).minus(databaseBefore)) - base) / hubs;
    stand
        .figures()
        .note(
            "%d idle: %.2f %% of a core each, and %.2f %% in the database each",
            hubs, ofHubs * 100, ofDatabase * 100);
    stand.figures().breaks(ofHubs + ofDatabase > MOST_OF_A_CORE, "more than 1 % of a core");
  }

  private static Duration ofHubs(Stand stand, int hubs) {
    Duration all = Duration.ZERO;
    for (int hub = 0; hub < hubs; hub++) {
      all = all.plus(Processes.cpu(stand.hubs().get(hub).pid()));
    }
    return all;
  }

  private static Duration ofDatabase(Stand stand) {
    return stand.database() instanceof Postgres server ? server.primary().cpu() : Duration.ZERO;
  }

  private static double share(Duration cpu) {
    return cpu.toMillis() / 1000.0 / SECONDS;
  }
}
