package io.usher.faults.bench;

import java.time.Duration;

/** Hubs that are killed, paused and stopped. */
final class Kills {

  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private Kills() {}

  /** SIGKILL at any moment: three of four while it works, the fourth while it starts. */
  static void killAndStart(Trial trial) throws Exception {
    for (int round = 0; round < trial.rounds(); round++) {
      trial.someTime(AT_ONCE, Duration.ofSeconds(2));
      kill(trial, 0);
      if (trial.random().nextInt(4) == 0) {
        trial.hubs().launch(0);
        trial.someTime(AT_ONCE, Duration.ofSeconds(8));
        kill(trial, 0);
      }
      trial.hubs().launch(0);
      trial.awaitWorking();
    }
    trial.awaitCaughtUp();
  }

  /** SIGKILL of one of several, which is started again. */
  static void killOneOfSeveral(Trial trial) throws Exception {
    for (int round = 0; round < trial.rounds(); round++) {
      trial.someTime(AT_ONCE, Duration.ofSeconds(2));
      int victim = trial.random().nextInt(trial.hubs().count());
      kill(trial, victim);
      trial.awaitWorking();
      trial.hubs().launch(victim).awaitReady();
    }
    trial.awaitCaughtUp();
  }

  private static void kill(Trial trial, int hub) throws Exception {
    trial.hubs().get(hub).kill();
    trial.mayRepeatWhatWasInFlight(hub);
  }

  /** SIGSTOP of one of several for longer than its leases; it wakes among others' work. */
  static void pauseOneOfSeveral(Trial trial) throws Exception {
    for (int round = 0; round < trial.rounds(); round++) {
      trial.someTime(AT_ONCE, Duration.ofSeconds(2));
      int victim = trial.random().nextInt(trial.hubs().count());
      trial.hubs().get(victim).pause();
      trial.mayRepeatWhatWasInFlight(victim);
      trial.awaitWorking();
      trial.awaitCaughtUp();
      trial.hubs().get(victim).resume();
      trial.awaitWorking();
    }
    trial.awaitAccepted(100);
    trial.awaitCaughtUp();
  }

  /** SIGTERM under load: nothing may come twice, and no sender may be told not to try again. */
  static void stopAndStart(Trial trial) throws Exception {
    for (int round = 0; round < trial.rounds(); round++) {
      trial.someTime(AT_ONCE, Duration.ofSeconds(2));
      trial.hubs().get(0).terminate();
      trial.breaks(
          trial.hubs().get(0).awaitExit(Duration.ofSeconds(40)) != 143, "exit code of a stop");
      trial.hubs().launch(0);
      trial.awaitWorking();
    }
    trial.awaitCaughtUp();
    trial.breaks(
        trial.senders().answers().keySet().stream().anyMatch(status -> status.startsWith("4")),
        "a sender was told not to try again");
  }
}
