package io.usher.faults.bench;

import io.usher.faults.Sinks;
import io.usher.faults.Sinks.Manner;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Destinations that go wrong in every way. */
final class Outages {

  private Outages() {}

  /** One destination refuses in turns of different kinds, for longer than its first attempts. */
  static void downForLongerThanTheFirstAttempts(Trial trial) throws Exception {
    List<Manner> turns =
        List.of(
            new Sinks.Refuses(500), new Sinks.Refuses(429), new Sinks.Cuts(), new Sinks.Hangs());
    for (int round = 0; round < trial.rounds(); round++) {
      for (Manner turn : turns) {
        trial.sinks().behave("crm", turn);
        TimeUnit.SECONDS.sleep(2);
      }
      trial.sinks().behave("crm", Trial.USUAL);
      trial.awaitWorking();
      trial.awaitCaughtUp();
    }
  }

  /**
   * One destination never answers; how the others fare is compared with a hub that has none such.
   */
  static void oneHangs(Trial trial) throws Exception {
    trial.sinks().behave("d0", new Sinks.Hangs());
    try (Trial healthy = trial.besideIt()) {
      trial.awaitAccepted(200);
      healthy.awaitAccepted(200);
      long hangingBefore = othersArrivals(trial);
      long healthyBefore = othersArrivals(healthy);
      TimeUnit.SECONDS.sleep(20);
      long hanging = othersArrivals(trial) - hangingBefore;
      long whole = othersArrivals(healthy) - healthyBefore;
      trial.note(
          "the other nine took %d in 20 s, %d beside a healthy one (%d %%)"
              .formatted(hanging, whole, hanging * 100 / whole));
      trial.breaks(hanging < whole * 0.9, "the other nine suffered");
    }
    trial.sinks().behave("d0", Trial.USUAL);
    trial.awaitWorking();
    trial.awaitCaughtUp();
  }

  private static long othersArrivals(Trial trial) {
    return IntStream.range(1, 10).mapToLong(i -> trial.sinks().arrivals("d" + i).size()).sum();
  }

  /**
   * 24 hours in one minute: every wait of the schedule is shortened by the same factor. How the
   * other destination fares is compared with a hub beside it that has no outage.
   */
  static void aDayInAMinute(Trial trial) throws Exception {
    for (int round = 0; round < trial.rounds(); round++) {
      try (Trial healthy = trial.besideIt()) {
        trial.awaitAccepted(50);
        healthy.awaitAccepted(50);
        long from = System.nanoTime();
        trial.sinks().behave("crm", new Sinks.Refuses(503));
        TimeUnit.SECONDS.sleep(60);
        compare(Passage.since(from, trial, "mail"), Passage.since(from, healthy, "mail"), trial);
      }
      trial.sinks().behave("crm", Trial.USUAL);
      trial.awaitWorking();
      trial.awaitCaughtUp();
    }
  }

  private static void compare(Passage beside, Passage healthy, Trial trial) {
    trial.note(
        "in a minute of outage the other destination took %s; beside a hub without one %s"
            .formatted(beside, healthy));
    trial.breaks(
        beside.arrived() < healthy.arrived() * 0.9, "the other destination's throughput suffered");
    trial.breaks(
        beside.p99() > 2 * healthy.p99() + 250, "the other destination's deliveries came late");
  }
}
