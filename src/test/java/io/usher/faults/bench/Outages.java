package io.usher.faults.bench;

import io.usher.faults.Sinks;
import io.usher.faults.Sinks.Manner;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
