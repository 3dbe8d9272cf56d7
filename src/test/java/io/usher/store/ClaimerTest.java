package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A queue that never ends, whose rows are worked off at once. */
class ClaimerTest {

  private final Timer timer = new Timer();
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

  /** All slots in 100 ms, in four parts as far as they can be parted. */
  @ParameterizedTest
  @CsvSource({"8, 2, 25", "10, 2, 20", "3, 1, 33", "1, 1, 100"})
  void inARushAFewAreClaimedAtATime(int slots, int few, int millis) {
    rushOn();
    Claimer<String> claimer = claimer(slots);
    await().until(() -> asked.size() >= 4);
    int claims = asked.size();
    double passed = (System.nanoTime() - began) / 1e6;
    claimer.stop();
    assertThat(asked).containsOnly(few);
    assertThat(passed).isGreaterThanOrEqualTo((claims - 1) * (double) millis);
    assertThat(timer.longestPause).isBetween(0.0, millis + 1.0);
  }

  @Test
  void roomThatComesIsUsedOnlyWhileSomethingMayBeLeft() {
    AtomicInteger room = new AtomicInteger(1);
    List<CompletableFuture<Claim<String>>> claims = new CopyOnWriteArrayList<>();
    Claimer<String> claimer =
        new Claimer<>(
            "test",
            1,
            asked -> {
              claims.add(new CompletableFuture<>());
              return claims.get(claims.size() - 1);
            },
            room::get,
            item -> room.decrementAndGet(),
            timer,
            Clock.systemUTC(),
            rush);
    claimer.start();
    assertThat(claims).hasSize(1);
    assertThat(claimer.isIdle()).as("a claim is under way").isFalse();
    claims.get(0).complete(new Claim<>(List.of("row"), null));
    assertThat(claimer.isIdle()).as("there may be more than there was room for").isFalse();
    room.incrementAndGet();
    claimer.roomCame();
    assertThat(claims).hasSize(2);
    claims.get(1).complete(new Claim<>(List.of(), null));
    assertThat(claimer.isIdle()).isTrue();
    claimer.roomCame();
    assertThat(claims).hasSize(2);
    claimer.wake();
    assertThat(claims).hasSize(3);
    claimer.stop();
    assertThat(claimer.isIdle()).isFalse();
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

  /** Remembers for how long a claimer wanted to pause, which a slow machine doesn't change. */
  private static final class Timer extends ScheduledThreadPoolExecutor {

    private volatile double longestPause = -1;

    Timer() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      if (unit == TimeUnit.NANOSECONDS) {
        longestPause = Math.max(longestPause, delay / 1e6);
      }
      return super.schedule(task, delay, unit);
    }
  }
}
