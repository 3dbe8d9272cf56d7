package io.usher.store;

import static io.usher.store.StoreContract.OPENING_NIGHT;
import static io.usher.store.StoreContract.dana;
import static io.usher.store.StoreContract.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Outcome;
import io.usher.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must do with a delivery for which its outbox keeps a slot. */
abstract class SlotContract {

  private static final Duration LEASE = Duration.ofMinutes(1);

  final SettableClock clock = new SettableClock(OPENING_NIGHT);
  private final List<ClaimedDelivery> started = new ArrayList<>();
  private final List<String> woken = new ArrayList<>();
  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicInteger freed = new AtomicInteger();
  private boolean holds;
  StoreParts store;

  abstract StoreParts open(Clock clock) throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = open(clock);
    store.wakeups.slots().offer("demo", "crm", () -> Optional.of(new KeptSlot()));
    store.wakeups.listenOutbox("demo", "crm", () -> woken.add("crm"));
    store.wakeups.listenOutbox("demo", "mail", () -> woken.add("mail"));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    assertThat(started.size() + freed.get()).as("each slot is used or freed").isEqualTo(kept.get());
  }

  @Test
  void aDeliveryWithASlotIsHeldFromItsFirstMomentAndOneWithoutWaitsForAClaim() {
    clock.tick(Duration.ofSeconds(5));
    route(List.of("crm", "mail"), dana(1));
    assertThat(started).hasSize(1);
    ClaimedDelivery crm = started.get(0);
    assertThat(woken).containsExactly("mail");
    assertThat(claim("crm")).isEmpty();
    assertThat(claim("mail")).hasSize(1);
    assertThat(crm.event().key()).isEqualTo("purchase-1");
    assertThat(new String(crm.payload().bytes())).isEqualTo("purchase-1");
    assertThat(crm.scheduledAttempt()).isOne();
    assertThat(crm.delivery())
        .usingRecursiveComparison()
        .ignoringFields("dueAt")
        .isEqualTo(delivery(crm));
    assertThat(delivery(crm).dueAt()).isEqualTo(clock.instant().plus(LEASE));
    assertThat(
            store
                .deliveries
                .record(crm, ended(DeliveryStatus.DELIVERED, null), Setback.NONE)
                .join())
        .isTrue();
    assertThat(delivery(crm).status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(delivery(crm).attempts()).isOne();
    assertThat(store.log.attempts(crm.delivery().id())).hasSize(1);
  }

  @Test
  void itIsTriedAgainByItsScheduleLikeAnyOther() {
    route(List.of("crm"), dana(1));
    Instant next = clock.instant().plusSeconds(30);
    store
        .deliveries
        .record(started.get(0), ended(DeliveryStatus.RETRYING, next), Setback.NONE)
        .join();
    assertThat(woken).as("so that its next time is known").containsExactly("crm");
    assertThat(claim("crm")).isEmpty();
    clock.tick(Duration.ofSeconds(30));
    assertThat(claim("crm")).extracting(ClaimedDelivery::scheduledAttempt).containsExactly(2);
  }

  @Test
  void oneWhoseHolderVanishedComesBackWhenItsLeaseEnds() {
    route(List.of("crm"), dana(1));
    clock.tick(LEASE);
    List<ClaimedDelivery> again = claim("crm");
    assertThat(again).extracting(ClaimedDelivery::scheduledAttempt).containsExactly(2);
    assertThat(store.log.attempts(again.get(0).delivery().id()))
        .extracting(attempt -> attempt.outcome())
        .containsExactly(Outcome.INTERRUPTED);
    assertThat(
            store
                .deliveries
                .record(started.get(0), ended(DeliveryStatus.DELIVERED, null), Setback.NONE)
                .join())
        .as("the late holder writes nothing")
        .isFalse();
  }

  @Test
  void aRefundWaitsForItsPurchaseAndIsWokenByItsEnd() {
    route(List.of("crm"), dana(1));
    route(List.of("crm"), event("refund-1", "dana-1", "invoice.refund"));
    assertThat(started).hasSize(1);
    assertThat(claim("crm")).isEmpty();
    woken.clear();
    store.deliveries.record(started.get(0), ended(DeliveryStatus.DEAD, null), Setback.NONE).join();
    assertThat(woken).containsExactly("crm");
    assertThat(claim("crm")).extracting(c -> c.event().key()).containsExactly("refund-1");
  }

  @Test
  void aDeadPurchaseHoldsItsRefundOnlyWhereThatIsAskedFor() {
    route(List.of("crm"), dana(1));
    store.deliveries.record(started.get(0), ended(DeliveryStatus.DEAD, null), Setback.NONE).join();
    holds = true;
    route(List.of("crm"), event("refund-1", "dana-1", "invoice.refund"));
    assertThat(started).hasSize(1);
    holds = false;
    route(List.of("crm"), event("refund-1-more", "dana-1-more", "invoice.refund"));
    assertThat(started).extracting(c -> c.event().key()).contains("refund-1-more");
  }

  @Test
  void ofOneLineInOneCommitOnlyTheEarliestStarts() {
    List<ClaimedEvent> events = claimEvents(dana(2), dana(1), dana(3));
    List<RoutedEvents.Written> written =
        store
            .writer
            .write(
                sql ->
                    new RoutedEvents(sql, store.type, clock)
                        .write(
                            List.of(
                                routed(events.get(1), "row-c"),
                                routed(events.get(0), "row-c"),
                                routed(events.get(2), "row-d"))))
            .join();
    assertThat(written).allMatch(RoutedEvents.Written::held);
    assertThat(written).extracting(w -> w.started().size()).containsExactly(0, 1, 1);
    freed.addAndGet(3);
  }

  private RoutedEvents.Routed routed(ClaimedEvent event, String orderKey) {
    return new RoutedEvents.Routed(
        event, Map.of("crm", orderKey), true, Map.of("crm", new KeptSlot()));
  }

  @Test
  void nothingStartsAtADestinationThatIsPausedOutOfOrderOrAskedForQuiet() {
    store.destinations.pause("demo", "crm", "morgan").join();
    route(List.of("crm"), dana(1));
    store.destinations.resume("demo", "crm").join();
    assertThat(started).isEmpty();
    ClaimedDelivery first = claim("crm").get(0);
    Setback away =
        new Setback(
            false,
            new Setback.Opening("Away.", false, Duration.ofSeconds(5), Duration.ofSeconds(15)),
            null);
    store.deliveries.record(first, ended(DeliveryStatus.DEAD, null), away).join();
    route(List.of("crm"), dana(2));
    assertThat(started).isEmpty();
    assertThat(claim("crm")).isEmpty();
    clock.tick(Duration.ofSeconds(5));
    ClaimedDelivery probe = claim("crm").get(0);
    assertThat(probe.probe()).isTrue();
    store.deliveries.record(probe, ended(DeliveryStatus.DELIVERED, null), Setback.NONE).join();
    route(List.of("crm"), dana(3));
    assertThat(started).hasSize(1);
    Setback quiet = new Setback(true, null, Duration.ofSeconds(20));
    store
        .deliveries
        .record(started.get(0), ended(DeliveryStatus.RETRYING, clock.instant()), quiet)
        .join();
    route(List.of("crm"), dana(4));
    assertThat(started).hasSize(1);
    clock.tick(Duration.ofSeconds(20));
    route(List.of("crm"), dana(5));
    assertThat(started).hasSize(2);
  }

  @Test
  void whoeverLostItsLeaseOnAnEventStartsNothing() {
    ClaimedEvent late = claimEvents(dana(1)).get(0);
    clock.tick(LEASE);
    ClaimedEvent again = claimEvents().get(0);
    assertThat(store.routed(late, List.of("crm"), true).join()).isFalse();
    assertThat(started).isEmpty();
    assertThat(freed).hasValue(1);
    assertThat(store.routed(again, List.of("crm"), true).join()).isTrue();
    assertThat(started).hasSize(1);
  }

  @Test
  void whatACommitHeldOfWhichNobodyHeardIsGivenBackWhenItIsAskedForAgain() {
    ClaimedEvent event = claimEvents(dana(1)).get(0);
    store
        .writer
        .write(
            sql -> new RoutedEvents(sql, store.type, clock).write(List.of(routed(event, "row-c"))))
        .join();
    freed.incrementAndGet();
    assertThat(claim("crm")).as("it is held, and nobody works on it").isEmpty();
    assertThat(store.routed(event, List.of("crm"), true).join()).isFalse();
    assertThat(started).isEmpty();
    await().untilAsserted(() -> assertThat(claim("crm")).hasSize(1));
  }

  @Test
  void whatIsRoutedOnceMoreGoesOnlyWhereItHasNotBeen() {
    route(List.of("crm"), dana(1));
    String id = started.get(0).event().id();
    store
        .deliveries
        .record(started.get(0), ended(DeliveryStatus.DELIVERED, null), Setback.NONE)
        .join();
    store.events.reroute(id, Reroute.ANYWHERE).join();
    store.routed(claimEvents().get(0), List.of("crm"), true).join();
    assertThat(started).hasSize(1);
    assertThat(freed).hasValue(1);
  }

  private void route(List<String> destinations, NewEvent event) {
    claimEvents(event).forEach(claimed -> store.routed(claimed, destinations, true).join());
  }

  private List<ClaimedEvent> claimEvents(NewEvent... events) {
    for (NewEvent event : events) {
      store.events.accept(event).join();
    }
    return store.events.claim("demo", 10, LEASE).join().items();
  }

  private List<ClaimedDelivery> claim(String destination) {
    return store
        .deliveries
        .claim(DestinationTerms.of("demo", destination, LEASE), 10)
        .join()
        .items();
  }

  private Delivery delivery(ClaimedDelivery claimed) {
    return store.log.delivery(claimed.delivery().id()).orElseThrow();
  }

  private AttemptResult ended(DeliveryStatus status, @Nullable Instant next) {
    Outcome outcome = status == DeliveryStatus.DELIVERED ? Outcome.DELIVERED : Outcome.FAILED;
    return new AttemptResult(
        clock.instant(), Duration.ofMillis(5), outcome, status, next, null, null, null);
  }

  private final class KeptSlot implements Slot {

    KeptSlot() {
      kept.incrementAndGet();
    }

    @Override
    public DestinationTerms terms() {
      return new DestinationTerms("demo", "crm", LEASE, holds, null);
    }

    @Override
    public void start(ClaimedDelivery held) {
      started.add(held);
    }

    @Override
    public void free() {
      freed.incrementAndGet();
    }
  }
}
