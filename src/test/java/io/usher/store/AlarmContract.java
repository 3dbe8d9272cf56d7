package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store keeps of alarms, of how much comes in each hour, and of answered requests. */
abstract class AlarmContract {

  private static final Instant EIGHT = Instant.parse("2027-02-06T20:00:00Z");

  final SettableClock clock = new SettableClock(EIGHT);
  StoreParts store;

  abstract StoreParts open(Clock clock) throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = open(clock);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void oneHubLooksUntilItsTimeIsUp() {
    assertThat(store.alarms.watch("a", Duration.ofSeconds(50)).join()).isTrue();
    assertThat(store.alarms.watch("b", Duration.ofSeconds(50)).join()).isFalse();
    clock.tick(Duration.ofSeconds(30));
    assertThat(store.alarms.watch("a", Duration.ofSeconds(50)).join()).isTrue();
    clock.tick(Duration.ofSeconds(40));
    assertThat(store.alarms.watch("b", Duration.ofSeconds(50)).join()).isFalse();
    clock.tick(Duration.ofSeconds(11));
    assertThat(store.alarms.watch("b", Duration.ofSeconds(50)).join()).isTrue();
    assertThat(store.alarms.watch("a", Duration.ofSeconds(50)).join()).isFalse();
    store.alarms.stopWatching("b").join();
    clock.tick(Duration.ofMillis(1));
    assertThat(store.alarms.watch("a", Duration.ofSeconds(50)).join()).isTrue();
  }

  @Test
  void whoNoLongerLooksDecidesNothing() {
    store.alarms.watch("a", Duration.ofSeconds(50)).join();
    clock.tick(Duration.ofMinutes(1));
    store.alarms.watch("b", Duration.ofSeconds(50)).join();
    assertThat(store.alarms.decided("a", List.of(alarm("crm")), List.of(notice("MAIL"))).join())
        .isFalse();
    assertThat(store.alarms.open()).isEmpty();
    assertThat(store.alarms.claim("MAIL", Duration.ofMinutes(2)).join()).isEmpty();
  }

  @Test
  void anAlarmIsFoundAsItWasWritten() {
    store.alarms.watch("a", Duration.ofSeconds(50)).join();
    AlarmRow alarm = alarm("crm");
    store.alarms.decided("a", List.of(alarm), List.of()).join();
    assertThat(store.alarms.open()).containsExactly(alarm);
    assertThat(store.alarms.toldSince(EIGHT)).isEmpty();
    AlarmRow told = alarm.told(EIGHT);
    store.alarms.decided("a", List.of(told), List.of()).join();
    assertThat(store.alarms.open()).containsExactly(told);
    assertThat(store.alarms.toldSince(EIGHT))
        .containsExactly(java.util.Map.entry("breaker demo/crm", EIGHT));
    AlarmRow closed = told.closed(EIGHT.plusSeconds(60));
    store.alarms.decided("a", List.of(closed), List.of()).join();
    assertThat(store.alarms.open()).isEmpty();
    assertThat(store.alarms.list(null, null, 10, null).items()).containsExactly(closed);
    assertThat(store.alarms.list(null, true, 10, null).items()).isEmpty();
    assertThat(store.alarms.list("demo", false, 10, null).items()).containsExactly(closed);
    assertThat(store.alarms.list("venue2", null, 10, null).items()).isEmpty();
  }

  @Test
  void alarmsArePagedNewestFirst() {
    store.alarms.watch("a", Duration.ofSeconds(50)).join();
    List<AlarmRow> alarms = List.of(alarm("crm"), alarm("mail"), alarm("sheet"));
    store.alarms.decided("a", alarms, List.of()).join();
    Page<AlarmRow> first = store.alarms.list(null, null, 2, null);
    assertThat(first.items()).extracting(AlarmRow::subject).containsExactly("sheet", "mail");
    Page<AlarmRow> second = store.alarms.list(null, null, 2, first.next());
    assertThat(second.items()).extracting(AlarmRow::subject).containsExactly("crm");
    assertThat(second.next()).isNull();
  }

  @Test
  void aNoticeIsClaimedOnceAndAgainAfterAFailureOrADeath() {
    store.alarms.watch("a", Duration.ofSeconds(50)).join();
    AlarmNotice notice = notice("MAIL");
    store.alarms.decided("a", List.of(), List.of(notice, notice("SLACK"))).join();
    AlarmNotice claimed = claim().orElseThrow();
    assertThat(claimed.id()).isEqualTo(notice.id());
    assertThat(claimed.attempts()).isEqualTo(1);
    assertThat(claim()).isEmpty();
    clock.tick(Duration.ofMinutes(2));
    assertThat(claim().orElseThrow().attempts()).as("its holder died").isEqualTo(2);
    store.alarms.notSent(claimed, Duration.ofSeconds(30), "The server is down.").join();
    assertThat(claim()).isEmpty();
    clock.tick(Duration.ofSeconds(30));
    assertThat(claim().orElseThrow().attempts()).isEqualTo(3);
    store.alarms.sent(claimed).join();
    clock.tick(Duration.ofDays(1));
    assertThat(claim()).isEmpty();
  }

  private Optional<AlarmNotice> claim() {
    return store.alarms.claim("MAIL", Duration.ofMinutes(2)).join();
  }

  @Test
  void whatEndedLongAgoIsForgotten() {
    store.alarms.watch("a", Duration.ofSeconds(50)).join();
    store.alarms.decided("a", List.of(alarm("crm").closed(EIGHT), alarm("mail")), List.of()).join();
    clock.tick(Duration.ofDays(91));
    store.alarms.forgetOld().join();
    assertThat(store.alarms.list(null, null, 10, null).items())
        .extracting(AlarmRow::subject)
        .containsExactly("mail");
  }

  @Test
  void eventsAreCountedByTheHour() {
    came(3);
    store.arrivals.flush().join();
    clock.tick(Duration.ofMinutes(59));
    came(2);
    store.arrivals.flush().join();
    clock.tick(Duration.ofMinutes(2));
    came(5);
    store.arrivals.flush().join();
    store.arrivals.flush().join();
    assertThat(store.arrivals.hours("demo", "showpass", EIGHT, EIGHT.plusSeconds(7200)))
        .containsExactly(
            java.util.Map.entry(EIGHT, 5L), java.util.Map.entry(EIGHT.plusSeconds(3600), 5L));
    assertThat(
            store.arrivals.hours(
                "demo", "showpass", EIGHT.plusSeconds(3600), EIGHT.plusSeconds(7200)))
        .hasSize(1);
    assertThat(store.arrivals.hours("venue2", "showpass", EIGHT, EIGHT.plusSeconds(7200)))
        .isEmpty();
    assertThat(store.arrivals.last())
        .containsExactly(new Arrivals.LastArrival("demo", "showpass", EIGHT.plusSeconds(3660)));
    assertThat(store.arrivals.first("demo", "showpass")).isEqualTo(EIGHT);
  }

  @Test
  void whatASenderCallsItsTypesMakesNoMoreRowsThanTheLimit() {
    for (int i = 0; i < 100; i++) {
      store.arrivals.came("demo", "showpass", "type" + i);
    }
    store.arrivals.flush().join();
    assertThat(store.reader.sql("SELECT count(*) FROM hourly_events").query(Long.class).single())
        .isEqualTo(21);
    assertThat(store.arrivals.hours("demo", "showpass", EIGHT, EIGHT.plusSeconds(1)))
        .containsValue(100L);
  }

  @Test
  void countsOfMoreThanFiveWeeksAreRemoved() {
    came(1);
    store.arrivals.flush().join();
    clock.tick(Duration.ofDays(37));
    store.arrivals.flush().join();
    assertThat(store.arrivals.last()).isEmpty();
  }

  @Test
  void theCensusCountsWhatIsNotFinishedWell() {
    Sale dana = Sale.accepted(store, "dana-1", "{}");
    Sale ines = Sale.accepted(store, "ines-1", "{\"a\":1}");
    assertThat(store.census.inboxes()).containsExactly(new InboxCount("demo", 2, 0, EIGHT));
    dana.routed("crm", "mail");
    ines.routed("crm");
    assertThat(store.census.inboxes()).isEmpty();
    clock.tick(Duration.ofMinutes(1));
    dana.dead("crm", "No such field.");
    dana.delivered("mail");
    ines.retrying("crm", "503");
    assertThat(store.census.destinations())
        .containsExactly(new DestinationCount("demo", "crm", 0, 1, 0, 1, EIGHT));
    assertThat(store.census.endedLeases()).isZero();
    assertThat(store.census.jobs()).containsEntry(JobStatus.RUNNING, 0L);
  }

  @Test
  void failedSignaturesAreCountedBySource() {
    store.refused.keep(refused("signature-mismatch")).join();
    store.refused.keep(refused("signature-missing")).join();
    store.refused.keep(refused("not-json")).join();
    assertThat(store.census.failedSignatures(EIGHT))
        .containsExactly(new Census.FailedSignatures("demo", "showpass", 2, EIGHT));
    assertThat(store.census.failedSignatures(EIGHT.plusMillis(1))).isEmpty();
  }

  @Test
  void aRequestIsAnsweredOnceADay() {
    assertThat(store.answered.begin("ines", "k1", "a").join()).isEmpty();
    assertThat(store.answered.begin("ines", "k1", "a").join())
        .hasValue(new AnsweredRequests.Answered("a", null, null));
    assertThat(store.answered.begin("dana", "k1", "a").join()).as("another user's").isEmpty();
    store.answered.answered("ines", "k1", 202, "{}").join();
    assertThat(store.answered.begin("ines", "k1", "b").join())
        .hasValue(new AnsweredRequests.Answered("a", 202, "{}"));
    clock.tick(Duration.ofHours(25));
    assertThat(store.answered.begin("ines", "k1", "a").join()).isEmpty();
  }

  @Test
  void aRequestWhoseHubDiedMayBeMadeAnew() {
    store.answered.begin("ines", "k1", "a").join();
    clock.tick(Duration.ofMinutes(11));
    assertThat(store.answered.begin("ines", "k1", "a").join()).isEmpty();
    store.answered.forget("ines", "k1").join();
    assertThat(store.answered.begin("ines", "k1", "a").join()).isEmpty();
  }

  private static RefusedWebhook refused(String code) {
    return new RefusedWebhook("demo", "showpass", "192.0.2.1", 401, code, "No.", 10);
  }

  private void came(int times) {
    for (int i = 0; i < times; i++) {
      store.arrivals.came("demo", "showpass", "invoice.purchase");
    }
  }

  private AlarmNotice notice(String channel) {
    return new AlarmNotice(Ids.next(), channel, null, "ALARM: x", "{}", 0, clock.instant());
  }

  private AlarmRow alarm(String destination) {
    return new AlarmRow(
        Ids.next(),
        "breaker demo/" + destination,
        "BREAKER",
        "demo",
        destination,
        "It is out of order.",
        "Wait.",
        "/deliveries",
        1,
        0,
        clock.instant(),
        null,
        null,
        null);
  }
}
