package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue that never ends, whose rows are worked off at once. */
class ClaimerTest {

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong rushNanos = new AtomicLong();
  private final Rush rush = new Rush(rushNanos::get, 1);
  private final List<Integer> asked = new CopyOnWriteArrayList<>();
  private final long began = System.nanoTime();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void allThereIsRoomForIsClaimed() {
    Claimer<String> claimer = claimer(8);
    await().until(() -> asked.size() >= 3);
    claimer.stop();
    assertThat(asked).containsOnly(8);
  }

  @Test
  void inARushAFewAreClaimedAtATime() {
    rushOn();
    Claimer<String> claimer = claimer(8);
    await().until(() -> asked.size() >= 6);
    int claims = asked.size();
    double passed = millis();
    claimer.stop();
    assertThat(asked).containsOnly(2);
    assertThat(passed).isGreaterThanOrEqualTo((claims - 1) * 25.0);
  }

  @Test
  void inARushTheOneOfASingleSlotIsClaimedSeldom() {
    rushOn();
    Claimer<String> claimer = claimer(1);
    await().until(() -> asked.size() >= 4);
    int claims = asked.size();
    double passed = millis();
    claimer.stop();
    assertThat(asked).containsOnly(1);
    assertThat(passed).isGreaterThanOrEqualTo((claims - 1) * 100.0);
  }

  private Claimer<String> claimer(int slots) {
    Claimer<String> claimer =
        new Claimer<>(
            "test", slots, this::claim, () -> slots, item -> {}, timer, Clock.systemUTC(), rush);
    claimer.start();
    return claimer;
  }

  /** Not at once, or a claimer that need not pause would never come back. */
  private CompletableFuture<Claim<String>> claim(int room) {
    CompletableFuture<Claim<String>> claim = new CompletableFuture<>();
    asked.add(room);
    timer.schedule(
        () -> claim.complete(new Claim<>(Collections.nCopies(room, "row"), null)),
        1,
        TimeUnit.MILLISECONDS);
    return claim;
  }

  private void rushOn() {
    for (int i = 0; i < 20; i++) {
      rush.came();
      rushNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertThat(rush.isOn()).isTrue();
  }

  private double millis() {
    return (System.nanoTime() - began) / 1e6;
  }
}
