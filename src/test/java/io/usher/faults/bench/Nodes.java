package io.usher.faults.bench;

import io.usher.bench.Processes;
import io.usher.faults.bench.Backlog.Waits;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Several hubs on one database, where the destinations are what takes the time. */
final class Nodes {

  static final int SLOTS = 4;

  private static final int ROUNDS = 3;
  private static final int SECONDS = 15;
  private static final double LEAST_GAIN = 2.2;

  private Nodes() {}

  /** One hub, then three, then one …, each for some seconds on the same backlog. */
  static void oneAndThree(Stand stand) throws Exception {
    stand.makeTables();
    stand.destinations().forEach(name -> stand.sinks().behave(name, Trial.USUAL));
    try (Connection connection = stand.database().open(stand.hubs().data(0))) {
      for (String destination : stand.destinations()) {
        new Backlog(connection, destination, destination).fillTo(30_000, Waits::alone);
      }
    }
    stand.hubs().launch(0).awaitReady();
    stand.hubs().addPlaces(2);
    List<Long> one = new ArrayList<>();
    List<Long> three = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      one.add(rate(stand, "one hub", 1));
      stand.hubs().launch(1).awaitReady();
      stand.hubs().launch(2).awaitReady();
      three.add(rate(stand, "three hubs", 3));
      stop(stand, 1);
      stop(stand, 2);
    }
    double gain = Quantile.median(three) / (double) Quantile.median(one);
    stand
        .figures()
        .note(
            "medians: one hub %d/s, three %d/s, %.2f times as many; %d destinations of 50 ms, %d at a time in each hub",
            Quantile.median(one), Quantile.median(three), gain, stand.destinations().size(), SLOTS);
    stand.figures().breaks(gain < LEAST_GAIN, "less than " + LEAST_GAIN + " times");
    stand.figures().breaks(stand.isAnythingTwice(), "something came twice");
  }

  private static void stop(Stand stand, int hub) {
    stand.hubs().get(hub).terminate();
    stand.hubs().get(hub).awaitExit(Duration.ofSeconds(60));
  }

  private static long rate(Stand stand, String who, int hubs) throws InterruptedException {
    TimeUnit.SECONDS.sleep(3);
    int before = stand.arrived();
    Duration cpu = cpu(stand, hubs);
    TimeUnit.SECONDS.sleep(SECONDS);
    long rate = (stand.arrived() - before) / SECONDS;
    stand
        .figures()
        .note(
            "%s: %d deliveries/s, %.2f cores with PostgreSQL",
            who, rate, cpu(stand, hubs).minus(cpu).toMillis() / 1000.0 / SECONDS);
    return rate;
  }

  private static Duration cpu(Stand stand, int hubs) {
    Duration all = ((Postgres) stand.database()).primary().cpu();
    for (int hub = 0; hub < hubs; hub++) {
      all = all.plus(Processes.cpu(stand.hubs().get(hub).pid()));
    }
    return all;
  }
}
