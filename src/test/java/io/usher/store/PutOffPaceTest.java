package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PutOffPaceTest {

  private static final long A_MINUTE = Duration.ofMinutes(1).toNanos();

  private final PutOffPace pace = new PutOffPace(200, 3);

  @Test
  void aFewRowsAskForNoRest() {
    assertThat(pace.took(199, A_MINUTE)).isFalse();
    assertThat(pace.rests()).isFalse();
  }

  @Test
  void manyRestThreeTimesAsLongAsTheyTook() {
    assertThat(pace.took(200, A_MINUTE)).isTrue();
    assertThat(pace.rests()).isTrue();
    assertThat(pace.left()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3).plusMillis(1));
  }

  @Test
  void whatCameLastIsNotLookedAtTwiceAtOnce() {
    PutOffPace patient = new PutOffPace(200, 3);
    assertThat(patient.looksAtNewest()).isTrue();
    assertThat(patient.looksAtNewest()).isFalse();
  }
}
