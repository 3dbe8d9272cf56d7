package io.usher.faults.bench;

import io.usher.faults.SmallDisk;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A machine that goes wrong under the hub. */
final class Surroundings {

  private static final int AN_HOUR = 3600;
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private Surroundings() {}

  /** Full for some seconds, then there is room again. */
  static void diskFull(Trial trial) throws Exception {
    SmallDisk disk = ((SmallDiskDatabase) trial.database()).disk();
    for (int round = 0; round < trial.rounds(); round++) {
      trial.awaitAccepted(30);
      disk.fill();
      TimeUnit.SECONDS.sleep(8);
      disk.free();
      trial.awaitWorking();
      trial.awaitCaughtUp();
    }
  }

  /**
   * Full while somebody reads the database as it was before, so that its log can't be emptied; then
   * both are over.
   */
  static void diskFullWhileRead(Trial trial) throws Exception {
    SmallDisk disk = ((SmallDiskDatabase) trial.database()).disk();
    for (int round = 0; round < trial.rounds(); round++) {
      trial.awaitAccepted(30);
      try (Connection reader = disk.reading()) {
        trial.awaitAccepted(30);
        disk.fill();
        TimeUnit.SECONDS.sleep(8);
      }
      disk.free();
      trial.awaitWorking();
      trial.awaitCaughtUp();
    }
  }

  /** An hour ahead, then an hour behind, then right again. */
  static void clockMoved(Trial trial) throws Exception {
    FakedClock clock = (FakedClock) trial.database();
    for (int round = 0; round < trial.rounds(); round++) {
      for (int offset : new int[] {AN_HOUR, -AN_HOUR, 0}) {
        trial.someTime(AT_ONCE, Duration.ofSeconds(3));
        clock.set(offset);
        TimeUnit.SECONDS.sleep(3);
        trial.awaitWorking();
        trial.awaitCaughtUp();
      }
    }
  }
}
