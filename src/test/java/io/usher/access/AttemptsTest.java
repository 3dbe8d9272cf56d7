package io.usher.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private static final String DANA = "dana from 192.0.2.7";

  private final SettableClock clock = new SettableClock(Instant.parse("2027-02-06T19:00:00Z"));
  private final Attempts attempts = new Attempts(clock);

  @Test
  void afterFourWrongPasswordsEachFurtherOneCostsALongerWait() {
    begin(4);
    assertThat(attempts.begin(DANA)).isZero();
    assertThat(attempts.begin(DANA)).isEqualTo(Duration.ofSeconds(2));
    clock.tick(Duration.ofSeconds(2));
    assertThat(attempts.begin(DANA)).isZero();
    assertThat(attempts.begin(DANA)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void whatIsRefusedDoesNotLengthenTheWait() {
    begin(5);
    for (int i = 0; i < 100; i++) {
      assertThat(attempts.begin(DANA)).isEqualTo(Duration.ofSeconds(2));
    }
  }

  @Test
  void noWaitIsLongerThanFiveMinutes() {
    for (int i = 0; i < 30; i++) {
      clock.tick(Attempts.LONGEST_WAIT);
      assertThat(attempts.begin(DANA)).isZero();
    }
    assertThat(attempts.begin(DANA)).isEqualTo(Attempts.LONGEST_WAIT);
  }

  @Test
  void theRightPasswordEndsIt() {
    begin(4);
    attempts.succeeded(DANA);
    begin(4);
  }

  @Test
  void othersAreNotKeptWaiting() {
    begin(5);
    assertThat(attempts.begin("dana from 192.0.2.8")).isZero();
  }

  private void begin(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(attempts.begin(DANA)).isZero();
    }
  }
}
