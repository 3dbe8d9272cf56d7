package io.usher.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.store.Arrivals;
import io.usher.testing.RunningHub;
import io.usher.testing.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** When a source is silent, by a clock that the test moves over weeks. */
class SilenceWatchTest {

  /** A Saturday evening. */
  private static final Instant EIGHT = Instant.parse("2027-02-06T20:00:00Z");

  @TempDir Path folder;
  private RunningHub hub;
  private final SettableClock clock = Clocked.restarted();

  /** A hub whose time the test says. */
  static class Clocked {
    private static SettableClock of = new SettableClock(EIGHT);

    static SettableClock restarted() {
      of = new SettableClock(EIGHT);
      return of;
    }

    @Bean
    @Primary
    Clock settableClock() {
      return of;
    }
  }

  @BeforeEach
  void start() throws Exception {
    RunningHub.customer(
        folder, "demo", "sources: {showpass: {path: demo/showpass, verifier: none}}");
    Files.createDirectory(folder.resolve("routes"));
    hub = RunningHub.start(folder, Map.of(), Clocked.class);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private List<Trouble> troubles() {
    return hub.bean(SilenceWatch.class).troubles(clock.instant());
  }

  /** Sells for so many days; the hub counts as it does for webhooks. */
  private void sell(int days, ToIntFunction<ZonedDateTime> perHour) {
    Arrivals arrivals = hub.bean(Arrivals.class);
    for (int hour = 0; hour < 24 * days; hour++) {
      int events = perHour.applyAsInt(clock.instant().atZone(ZoneOffset.UTC));
      clock.tick(Duration.ofMinutes(59));
      for (int i = 0; i < events; i++) {
        arrivals.came("demo", "showpass", "invoice.purchase");
      }
      arrivals.flush().join();
      clock.tick(Duration.ofMinutes(1));
    }
  }

  private static int byDay(ZonedDateTime time) {
    return time.getHour() >= 9 && time.getHour() < 23 ? 40 : 0;
  }

  @Test
  void aSourceThatStopsByDayIsSilentSoonAndNotByNight() {
    sell(21, SilenceWatchTest::byDay);
    assertThat(troubles()).isEmpty();
    clock.tick(Duration.ofMinutes(40));
    assertThat(troubles())
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.cause()).isEqualTo("silence demo/showpass");
              assertThat(trouble.what())
                  .isEqualTo(
                      "Nothing came from demo/showpass for 41 min; in the same hours of former weeks usually 27 events did.");
            });
  }

  @Test
  void aNightIsNoSilence() {
    sell(21, SilenceWatchTest::byDay);
    sell(1, SilenceWatchTest::byDay);
    clock.tick(Duration.ofHours(2));
    Instant eleven = Instant.parse("2027-02-28T23:00:00Z");
    Arrivals arrivals = hub.bean(Arrivals.class);
    while (clock.instant().isBefore(eleven)) {
      arrivals.came("demo", "showpass", "invoice.purchase");
      arrivals.flush().join();
      clock.tick(Duration.ofMinutes(5));
    }
    for (int hour = 0; hour < 10; hour++) {
      assertThat(troubles()).as("%s", clock.instant()).isEmpty();
      clock.tick(Duration.ofHours(1));
    }
    clock.tick(Duration.ofHours(1));
    assertThat(troubles()).as("by day it is one").hasSize(1);
  }

  @Test
  void aSourceThatSellsLittleIsSilentOnlyAfterDays() {
    sell(28, time -> time.getHour() == 12 ? 3 : 0);
    clock.tick(Duration.ofHours(17));
    assertThat(troubles()).isEmpty();
    clock.tick(Duration.ofDays(3));
    assertThat(troubles()).as("24 hours are looked at, and three a day are too few").isEmpty();
  }

  @Test
  void oneBigSaleInAFormerWeekChangesNothing() {
    sell(28, time -> time.getDayOfMonth() == 13 ? 500 : time.getHour() == 9 ? 1 : 0);
    clock.tick(Duration.ofHours(3));
    assertThat(troubles()).isEmpty();
  }

  @Test
  void aNewSourceIsNotJudged() {
    sell(6, time -> 40);
    clock.tick(Duration.ofHours(3));
    assertThat(troubles()).isEmpty();
  }

  @Test
  void whatWasMissedWhileTheHubWasDownIsNoSilence() {
    sell(21, SilenceWatchTest::byDay);
    clock.tick(Duration.ofHours(24 - 8));
    hub.close();
    hub = RunningHub.start(folder, Map.of(), Clocked.class);
    assertThat(troubles()).isEmpty();
    assertThat(clock.instant().atZone(ZoneOffset.UTC).getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
    clock.tick(Duration.ofHours(1));
    assertThat(troubles()).as("but from its start on it is").hasSize(1);
  }

  @Test
  void itIsOverWithTheFirstEvent() {
    sell(21, SilenceWatchTest::byDay);
    clock.tick(Duration.ofHours(1));
    assertThat(troubles()).hasSize(1);
    hub.bean(Arrivals.class).came("demo", "showpass", "invoice.purchase");
    hub.bean(Arrivals.class).flush().join();
    clock.tick(Duration.ofMinutes(1));
    await().untilAsserted(() -> assertThat(troubles()).isEmpty());
  }
}
