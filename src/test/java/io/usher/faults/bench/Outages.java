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

  /** 24 hours in one minute: every wait of the schedule is shortened by the same factor. */
  static void aDayInAMinute(Trial trial) throws Exception {
    for (int round = 0; round < trial.rounds(); round++) {
      trial.awaitAccepted(50);
      trial.sinks().behave("crm", new Sinks.Refuses(503));
      TimeUnit.SECONDS.sleep(60);
      long behind = trial.senders().accepted().size() - trial.sinks().arrivals("mail").size();
      trial.note("the other destination was " + Math.max(0, behind) + " behind during the outage");
      trial.breaks(behind > 200, "the other destination suffered");
      trial.sinks().behave("crm", Trial.USUAL);
      trial.awaitWorking();
      trial.awaitCaughtUp();
    }
  }
}
