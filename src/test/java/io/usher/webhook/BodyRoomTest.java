package io.usher.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
    BodyRoom.Held first = patient.take(MEBIBYTE);
    CompletableFuture<BodyRoom.Held> second =
        CompletableFuture.supplyAsync(() -> patient.take(2000));
    first.close();
    assertThat(second).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void oneLargerThanAllTheRoomIsTakenAlone() {
    BodyRoom.Held all = room.take(5L * MEBIBYTE);
    assertThatThrownBy(() -> room.take(1)).isInstanceOf(Refusal.class);
    all.close();
    room.take(MEBIBYTE);
  }

  @Test
  void whatIsClosedTwiceMakesNoMoreRoomThanThereIs() {
    BodyRoom.Held all = room.take(MEBIBYTE);
    all.close();
    all.close();
    room.take(MEBIBYTE);
    assertThatThrownBy(() -> room.take(1)).isInstanceOf(Refusal.class);
  }
}
