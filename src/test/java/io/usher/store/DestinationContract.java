package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Outcome;
import io.usher.store.Setback.Opening;
import io.usher.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps a destination's deliveries waiting; each database's test extends this. */
abstract class DestinationContract {

  private static final Instant OPENING_NIGHT = Instant.parse("2027-02-06T19:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Setback OUTAGE =
      new Setback(
          false,
          new Opening("The CRM is away.", false, Duration.ofSeconds(5), Duration.ofSeconds(15)),
          null);
  private static final Setback STILL_AWAY =
      new Setback(
          true,
          new Opening("Still away.", false, Duration.ofSeconds(5), Duration.ofSeconds(15)),
          null);

  final SettableClock clock = new SettableClock(OPENING_NIGHT);
  StoreParts store;
  private int sales;

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
  void aPausedDestinationStartsNothingUntilItIsResumedAndItsNeighbourGoesOn() {
    sales("crm", 2);
    sales("mail", 1);
    List<String> woken = new ArrayList<>();
    store.wakeups.listenOutbox("demo", "crm", () -> woken.add("crm"));
    store.destinations.pause("demo", "crm", "morgan").join();
    clock.tick(Duration.ofSeconds(1));
    store.destinations.pause("demo", "crm", "sam").join();
    assertThat(claim("crm", 10).items()).isEmpty();
    assertThat(claim("mail", 10).items()).hasSize(1);
    assertThat(state())
        .matches(state -> OPENING_NIGHT.equals(state.pausedAt()))
        .matches(state -> "morgan".equals(state.pausedBy()));
    store.destinations.resume("demo", "crm").join();
    assertThat(woken).containsExactly("crm");
    assertThat(claim("crm", 10).items()).hasSize(2);
    assertThat(state()).isEqualTo(DestinationState.free("demo", "crm"));
  }

  @Test
  void aPauseOutlivesTheHub() throws Exception {
    sales("crm", 1);
    store.destinations.pause("demo", "crm", "morgan").join();
    store.close();
    store = open(clock);
    store.destinations.probeNow("demo", "crm").join();
    assertThat(claim("crm", 1).items()).isEmpty();
  }

  @Test
  void anOpenBreakerLetsOneDeliveryThroughWhenItsTimeHasCome() {
    sales("crm", 4);
    record(claim("crm", 1), failed(), OUTAGE);
    assertThat(claim("crm", 10))
        .isEqualTo(new Claim<ClaimedDelivery>(List.of(), OPENING_NIGHT.plusSeconds(5)));
    assertThat(state())
        .matches(state -> OPENING_NIGHT.equals(state.openedAt()))
        .matches(state -> OPENING_NIGHT.plusSeconds(5).equals(state.probeAt()))
        .matches(state -> "The CRM is away.".equals(state.reason()) && !state.credential());
    clock.tick(Duration.ofSeconds(5));
    Claim<ClaimedDelivery> probe = claim("crm", 10);
    assertThat(probe.items()).hasSize(1).allMatch(ClaimedDelivery::probe);
    assertThat(claim("crm", 10).items()).as("one probe at a time").isEmpty();
  }

  @Test
  void aProbeInVainUsesUpNoAttemptAndDoublesTheWait() {
    sales("crm", 2);
    record(claim("crm", 1), failed(), OUTAGE);
    List<String> probed = new ArrayList<>();
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tickTo(state().probeAt());
      Claim<ClaimedDelivery> probe = claim("crm", 1);
      probed.add(probe.items().get(0).delivery().id());
      record(probe, failedAtOnce(), STILL_AWAY);
      waits.add(Duration.between(clock.instant(), state().probeAt()));
    }
    assertThat(waits)
        .containsExactly(
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15));
    String second = probed.get(0);
    assertThat(probed).as("the first one waits for its schedule").containsOnly(second);
    assertThat(delivery(second))
        .matches(d -> d.status() == DeliveryStatus.RETRYING && d.attempts() == 0)
        .matches(d -> "down".equals(d.lastError()));
    assertThat(store.log.attempts(second))
        .as("the log has the last try")
        .singleElement()
        .matches(a -> a.number() == 1 && a.startedAt().equals(clock.instant()));
    assertThat(state().reason()).isEqualTo("Still away.");
  }

  @Test
  void probesTakeTurns() {
    sales("crm", 3);
    Claim<ClaimedDelivery> first = claim("crm", 1);
    record(first, failedAtOnce(), new Setback(true, OUTAGE.opening(), null));
    List<String> probed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      tickTo(state().probeAt());
      Claim<ClaimedDelivery> probe = claim("crm", 1);
      probed.add(probe.items().get(0).delivery().id());
      record(probe, failedAtOnce(), STILL_AWAY);
    }
    assertThat(probed).doesNotHaveDuplicates();
  }

  @Test
  void aProbeThatSucceedsClosesTheBreakerAndBringsForwardWhatWaitedForItsSchedule() {
    sales("crm", 3);
    record(claim("crm", 1), failed(), Setback.NONE);
    record(claim("crm", 1), failed(), OUTAGE);
    List<String> woken = new ArrayList<>();
    store.wakeups.listenOutbox("demo", "crm", () -> woken.add("crm"));
    clock.tick(Duration.ofSeconds(5));
    record(claim("crm", 1), delivered(), Setback.NONE);
    assertThat(state()).isEqualTo(DestinationState.free("demo", "crm"));
    assertThat(woken).containsExactly("crm");
    assertThat(claim("crm", 10).items())
        .hasSize(2)
        .noneMatch(ClaimedDelivery::probe)
        .allMatch(claimed -> claimed.delivery().attempts() == 2);
  }

  @Test
  void aLateFailureDoesNotMoveTheProbeOfABreakerThatIsOpen() {
    sales("crm", 2);
    Claim<ClaimedDelivery> both = claim("crm", 2);
    record(both.items().get(0), failed(), OUTAGE);
    clock.tick(Duration.ofSeconds(3));
    record(both.items().get(1), failed(), OUTAGE);
    assertThat(state())
        .matches(state -> OPENING_NIGHT.equals(state.openedAt()))
        .matches(state -> OPENING_NIGHT.plusSeconds(5).equals(state.probeAt()));
  }

  @Test
  void aProbeWhoseHubDiedIsFollowedByAnotherWhenItsLeaseEnds() {
    sales("crm", 2);
    record(claim("crm", 1), failed(), OUTAGE);
    clock.tick(Duration.ofSeconds(5));
    assertThat(claim("crm", 1).items()).hasSize(1);
    clock.tick(LEASE);
    assertThat(claim("crm", 1).items()).hasSize(1).allMatch(ClaimedDelivery::probe);
  }

  @Test
  void aProbeThatWasGivenBackIsMadeAgainAtOnce() {
    sales("crm", 2);
    record(claim("crm", 1), failed(), OUTAGE);
    clock.tick(Duration.ofSeconds(5));
    store.deliveries.giveBack(claim("crm", 1).items().get(0)).join();
    assertThat(claim("crm", 1).items()).hasSize(1).allMatch(ClaimedDelivery::probe);
  }

  @Test
  void whoRedeliversOrResumesOrRestartsNeedNotWaitForTheNextProbe() {
    sales("crm", 2);
    Claim<ClaimedDelivery> first = claim("crm", 1);
    record(first, failed(), OUTAGE);
    store.deliveries.redeliver(first.items().get(0).delivery().id()).join();
    assertThat(claim("crm", 10).items()).hasSize(1).allMatch(ClaimedDelivery::probe);
    assertThat(claim("crm", 10).items()).isEmpty();
    store.destinations.resume("demo", "crm").join();
    assertThat(claim("crm", 10).items()).hasSize(1).allMatch(ClaimedDelivery::probe);
  }

  @Test
  void aDestinationThatAskedForQuietIsLeftAlone() {
    sales("crm", 3);
    record(claim("crm", 1), failed(), new Setback(false, null, Duration.ofSeconds(40)));
    assertThat(claim("crm", 10))
        .isEqualTo(new Claim<ClaimedDelivery>(List.of(), OPENING_NIGHT.plusSeconds(40)));
    clock.tick(Duration.ofSeconds(40));
    assertThat(claim("crm", 10).items()).hasSize(2);
  }

  @Test
  void aRateIsKeptOverAnyTime() {
    sales("crm", 40);
    DestinationTerms terms = new DestinationTerms("demo", "crm", LEASE, false, Rate.parse("600/m"));
    List<Instant> starts = new ArrayList<>();
    while (starts.size() < 40) {
      Claim<ClaimedDelivery> claim = store.deliveries.claim(terms, 8).join();
      claim.items().forEach(item -> starts.add(clock.instant()));
      if (claim.items().size() < 8) {
        assertThat(claim.nextDue()).isAfter(clock.instant());
        tickTo(claim.nextDue());
      }
    }
    assertThat(Duration.between(starts.get(0), starts.get(39)))
        .isBetween(Duration.ofMillis(3900), Duration.ofMillis(4000));
  }

  @Test
  void aRateThatAClockAheadHasUsedUpIsGivenBackWhenTheClockIsRight() {
    sales("crm", 5);
    DestinationTerms terms = new DestinationTerms("demo", "crm", LEASE, false, Rate.parse("1/s"));
    clock.tick(Duration.ofHours(1));
    assertThat(store.deliveries.claim(terms, 1).join().items()).hasSize(1);
    clock.tick(Duration.ofHours(-1));
    assertThat(store.deliveries.claim(terms, 1).join().items()).hasSize(1);
    assertThat(store.deliveries.claim(terms, 1).join().items()).as("only one").isEmpty();
  }

  @Test
  void afterASilenceARateStartsNoMoreThanATenthOfASecondsTogether() {
    sales("crm", 40);
    DestinationTerms terms = new DestinationTerms("demo", "crm", LEASE, false, Rate.parse("100/s"));
    clock.tick(Duration.ofHours(1));
    Claim<ClaimedDelivery> claim = store.deliveries.claim(terms, 40).join();
    assertThat(claim.items()).hasSize(10);
    assertThat(claim.nextDue()).isBetween(clock.instant(), clock.instant().plusMillis(11));
  }

  private void tickTo(Instant then) {
    clock.tick(Duration.between(clock.instant(), then));
  }

  private void sales(String destination, int count) {
    for (int i = 0; i < count; i++) {
      Sale.accepted(store, "sale-" + ++sales, "payload").routed(destination);
    }
  }

  Claim<ClaimedDelivery> claim(String destination, int limit) {
    return store.deliveries.claim(DestinationTerms.of("demo", destination, LEASE), limit).join();
  }

  private void record(Claim<ClaimedDelivery> claim, AttemptResult result, Setback setback) {
    assertThat(claim.items()).hasSize(1);
    record(claim.items().get(0), result, setback);
  }

  private void record(ClaimedDelivery claimed, AttemptResult result, Setback setback) {
    assertThat(store.deliveries.record(claimed, result, setback).join()).isTrue();
  }

  private DestinationState state() {
    return store.destinations.states().get(0);
  }

  private Delivery delivery(String id) {
    return store.log.delivery(id).orElseThrow();
  }

  private AttemptResult failed() {
    return result(Outcome.FAILED, DeliveryStatus.RETRYING, clock.instant().plusSeconds(3600));
  }

  private AttemptResult failedAtOnce() {
    return result(Outcome.FAILED, DeliveryStatus.RETRYING, clock.instant());
  }

  private AttemptResult delivered() {
    return result(Outcome.DELIVERED, DeliveryStatus.DELIVERED, null);
  }

  private AttemptResult result(Outcome outcome, DeliveryStatus status, Instant next) {
    String error = status == DeliveryStatus.DELIVERED ? null : "down";
    return new AttemptResult(
        clock.instant(), Duration.ofMillis(20), outcome, status, next, null, error, error);
  }
}
