package io.usher.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.usher.store.Setback;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a destination is taken to be out of order. */
class BreakerTest {

  private static final Failure DOWN = Failure.passing("The other side is down.", "HTTP 503");
  private static final Failure LOGIN = Failure.credential("Renew the token.", "HTTP 401");
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Test
  void failuresInARowOfSeveralDeliveriesTripIt() {
    Breaker breaker = breaker(4, 0);
    assertThat(failed(breaker, "a")).isEqualTo(Setback.NONE);
    assertThat(failed(breaker, "b")).isEqualTo(Setback.NONE);
    assertThat(failed(breaker, "c")).isEqualTo(Setback.NONE);
    Setback fourth = failed(breaker, "a");
    assertThat(fourth.opening())
        .isEqualTo(new Setback.Opening("The other side is down.", false, FIRST, LONGEST));
    assertThat(fourth.free()).as("the attempt was one of the delivery's").isFalse();
    assertThat(failed(breaker, "b")).as("then it counts anew").isEqualTo(Setback.NONE);
  }

  @Test
  void oneDeliveryThatIsTriedAgainAndAgainIsNoOutage() {
    Breaker breaker = breaker(4, 50);
    for (int i = 0; i < 200; i++) {
      assertThat(failed(breaker, i % 2 == 0 ? "a" : "b")).isEqualTo(Setback.NONE);
    }
  }

  @Test
  void anAnswerInBetweenStartsTheCountAnew() {
    Breaker breaker = breaker(4, 0);
    for (int i = 0; i < 40; i++) {
      assertThat(i % 4 == 3 ? breaker.answered() : failed(breaker, "d" + i))
          .isEqualTo(Setback.NONE);
    }
  }

  @Test
  void aShareOfFailuresTripsItWhereTheyAreNotInARow() {
    assertThat(trippedBy(breaker(1000, 40), 50)).as("40 % of 50").isEqualTo(1);
    assertThat(trippedBy(breaker(1000, 40), 49)).isZero();
    assertThat(trippedBy(breaker(1000, 41), 200)).isZero();
  }

  /** Two of each five attempts fail. */
  private static int trippedBy(Breaker breaker, int attempts) {
    int tripped = 0;
    for (int i = 0; i < attempts; i++) {
      Setback setback = i % 5 < 3 ? breaker.answered() : failed(breaker, "d" + i);
      tripped += setback.opening() == null ? 0 : 1;
    }
    return tripped;
  }

  @Test
  void zeroIsNever() {
    Breaker breaker = breaker(0, 0);
    for (int i = 0; i < 200; i++) {
      assertThat(failed(breaker, "d" + i)).isEqualTo(Setback.NONE);
    }
  }

  @Test
  void aRefusedCredentialTripsItAtOnceAndCostsNoAttempt() {
    Setback setback = breaker(10, 50).failed("a", LOGIN, false);
    assertThat(setback)
        .isEqualTo(
            new Setback(
                true,
                new Setback.Opening(
                    "Renew the token.", true, Duration.ofSeconds(30), Duration.ofMinutes(5)),
                null));
  }

  @Test
  void aProbeInVainKeepsItOpenAndCostsNoAttempt() {
    Setback setback = breaker(10, 50).failed("a", DOWN, true);
    assertThat(setback.free()).isTrue();
    assertThat(setback.opening()).isNotNull();
  }

  @Test
  void quietIsKeptAsLongAsTheDestinationAsksButNotForHours() {
    Breaker breaker = breaker(10, 50);
    assertThat(breaker.failed("a", DOWN.after(Duration.ofSeconds(40)), false).quiet())
        .isEqualTo(Duration.ofSeconds(40));
    assertThat(breaker.failed("a", DOWN.after(Duration.ofDays(1)), false).quiet())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new BreakerSettings(-1, 50, FIRST, LONGEST))
        .hasMessage("The breaker's failures is -1; it must be 0 to 1000.");
    assertThatThrownBy(() -> new BreakerSettings(10, 101, FIRST, LONGEST))
        .hasMessage("The breaker's share is 101; it must be 0 to 100.");
    assertThatThrownBy(() -> new BreakerSettings(10, 50, LONGEST, FIRST))
        .hasMessage(
            "The breaker's first wait is 60000 ms and its longest wait 5000 ms; the first must be"
                + " more than 0, and the second not shorter.");
  }

  private static Breaker breaker(int failures, int share) {
    return new Breaker(new BreakerSettings(failures, share, FIRST, LONGEST));
  }

  private static Setback failed(Breaker breaker, String delivery) {
    return breaker.failed(delivery, DOWN, false);
  }
}
