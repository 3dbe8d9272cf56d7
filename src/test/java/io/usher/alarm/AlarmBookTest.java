package io.usher.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.store.AlarmRow;
import io.usher.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** When people are told, by a clock that the test moves. */
class AlarmBookTest {

  private static final Duration QUIET = Duration.ofMinutes(15);

  private final SettableClock clock = new SettableClock(Instant.parse("2027-02-06T20:00:00Z"));
  private final Map<String, AlarmRow> rows = new TreeMap<>();

  @Test
  void aCauseIsToldOnceHoweverLongItLasts() {
    assertThat(look(breaker())).containsExactly("RAISED breaker demo/crm");
    for (int i = 0; i < 100; i++) {
      clock.tick(Duration.ofMinutes(7));
      assertThat(look(breaker())).isEmpty();
    }
  }

  @Test
  void itsEndIsToldWhenTheQuietTimeIsOver() {
    look(breaker());
    clock.tick(Duration.ofMinutes(2));
    assertThat(look()).isEmpty();
    clock.tick(Duration.ofMinutes(13));
    assertThat(look()).containsExactly("RECOVERED breaker demo/crm");
    AlarmRow alarm = rows.values().iterator().next();
    assertThat(alarm.clearedAt()).isEqualTo(Instant.parse("2027-02-06T20:02:00Z"));
    assertThat(alarm.closedAt()).isEqualTo(clock.instant());
    assertThat(look()).isEmpty();
  }

  @Test
  void aCauseThatComesAndGoesMakesOneNoticeAQuarterHour() {
    int told = 0;
    for (int minute = 0; minute < 120; minute++) {
      told += (minute % 2 == 0 ? look(breaker()) : look()).size();
      clock.tick(Duration.ofMinutes(1));
    }
    assertThat(told).isBetween(2, 8);
  }

  @Test
  void aCauseThatIsBackAfterItsEndWasToldWaitsForTheQuietTimeToo() {
    look(breaker());
    clock.tick(QUIET);
    assertThat(look()).containsExactly("RECOVERED breaker demo/crm");
    clock.tick(Duration.ofMinutes(1));
    assertThat(look(breaker())).isEmpty();
    clock.tick(Duration.ofMinutes(14));
    assertThat(look(breaker())).containsExactly("RAISED breaker demo/crm");
  }

  @Test
  void aCauseThatWasGoneBeforeAnybodyWasToldIsNeverTold() {
    look(breaker());
    clock.tick(QUIET);
    look();
    clock.tick(Duration.ofMinutes(1));
    look(breaker());
    clock.tick(Duration.ofMinutes(1));
    assertThat(look()).isEmpty();
    clock.tick(Duration.ofHours(1));
    assertThat(look()).isEmpty();
    assertThat(rows.values()).allMatch(row -> row.closedAt() != null);
  }

  @Test
  void moreDeadDeliveriesAreToldAgainAndFewerAreNot() {
    assertThat(look(dead(3))).containsExactly("RAISED dead demo/crm");
    clock.tick(Duration.ofMinutes(5));
    assertThat(look(dead(5))).isEmpty();
    clock.tick(Duration.ofMinutes(10));
    assertThat(look(dead(5))).containsExactly("MORE dead demo/crm");
    clock.tick(QUIET);
    assertThat(look(dead(2))).isEmpty();
    assertThat(look(dead(3))).as("one died after three were redelivered").hasSize(1);
    clock.tick(QUIET);
    assertThat(look()).containsExactly("RECOVERED dead demo/crm");
  }

  @Test
  void causesOfAKindThatNobodyCouldLookForStayOpen() {
    look(breaker());
    clock.tick(Duration.ofHours(1));
    AlarmBook book = book();
    book.look(List.of(), EnumSet.of(AlarmKind.DEAD));
    assertThat(book.changed()).isEmpty();
  }

  private static Trouble breaker() {
    return new Trouble(
        AlarmKind.BREAKER, "demo", "crm", null, "demo/crm is out of order.", "Wait.", "/", 1);
  }

  private static Trouble dead(long count) {
    return new Trouble(
        AlarmKind.DEAD, "demo", "crm", null, count + " deliveries are dead.", "Look.", "/", count);
  }

  /** Looks as the hub does, and keeps what it would write. */
  private List<String> look(Trouble... troubles) {
    AlarmBook book = book();
    book.look(List.of(troubles), EnumSet.allOf(AlarmKind.class));
    book.changed().forEach(row -> rows.put(row.id(), row));
    return book.news().stream().map(n -> n.kind() + " " + n.alarm().cause()).toList();
  }

  private AlarmBook book() {
    List<AlarmRow> open = rows.values().stream().filter(row -> row.closedAt() == null).toList();
    Map<String, Instant> told =
        rows.values().stream()
            .filter(row -> row.toldAt() != null)
            .collect(
                Collectors.toMap(
                    AlarmRow::cause, AlarmRow::toldAt, (a, b) -> a.isAfter(b) ? a : b));
    return new AlarmBook(open, told, clock.instant(), QUIET);
  }
}
