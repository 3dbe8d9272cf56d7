package io.usher.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BodyRoomTest {

  private static final int MEBIBYTE = 1_048_576;

  private final BodyRoom room = new BodyRoom(MEBIBYTE, Duration.ofMillis(50));

  @Test
  void whatFitsIsTakenAtOnceAndTheNextIsToldToComeBack() {
    room.take(MEBIBYTE / 2);
    room.take(MEBIBYTE / 2);
    assertThatThrownBy(() -> room.take(1))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(503);
              assertThat(refusal.code()).isEqualTo("busy");
            });
  }

  @Test
  void oneThatWaitsIsTakenOnceAnotherIsAnswered() {
    BodyRoom patient = new BodyRoom(MEBIBYTE, Duration.ofSeconds(30));
    int first = patient.take(MEBIBYTE);
    CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> patient.take(2000));
    patient.giveBack(first);
    assertThat(second.orTimeout(20, TimeUnit.SECONDS).join()).isPositive();
  }

  @Test
  void oneLargerThanAllTheRoomIsTakenAlone() {
    int all = room.take(5L * MEBIBYTE);
    assertThatThrownBy(() -> room.take(1)).isInstanceOf(Refusal.class);
    room.giveBack(all);
    room.giveBack(room.take(MEBIBYTE));
  }
}
