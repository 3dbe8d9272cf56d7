package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.usher.event.Attempt;
import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.event.Outcome;
import io.usher.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must do; each one's test extends this. */
abstract class StoreContract {

  static final Instant OPENING_NIGHT = Instant.parse("2027-02-06T19:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration INSTANT = Duration.ofMillis(1);

  final SettableClock clock = new SettableClock(OPENING_NIGHT);
  StoreParts store;

  /** Opens the store, or opens it again on what it holds. */
  abstract StoreParts open(Clock clock) throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = open(clock);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  // Adding sales up

  @Test
  void theEventsOfACustomersDayAreReadInOrderPageAfterPageWithTheirPayloads() {
    String large = "x".repeat(100_000);
    accept(dana(1));
    clock.tick(Duration.ofHours(1));
    String second = accept(dana(2)).eventId();
    String third = accept(with(dana(3), large)).eventId();
    clock.tick(Duration.ofHours(1));
    accept(dana(4));
    Instant since = OPENING_NIGHT.plus(Duration.ofMinutes(30));
    Instant until = since.plus(Duration.ofHours(1));
    List<SaleLog.Row> first = store.sales.after("demo", since, until, "", 1);
    assertThat(first).extracting(SaleLog.Row::id).containsExactly(second);
    assertThat(first.get(0).payload()).isEqualTo(bytes("purchase-2"));
    List<SaleLog.Row> rest = store.sales.after("demo", since, until, second, 10);
    assertThat(rest).extracting(SaleLog.Row::id).containsExactly(third);
    assertThat(rest.get(0).payload()).isEqualTo(bytes(large));
    assertThat(store.sales.after("nobody", since, until, "", 10)).isEmpty();
  }

  // Accepting

  @Test
  void anEventIsAcceptedOnce() {
    Acceptance accepted = accept(dana(1));
    assertThat(accepted.duplicate()).isFalse();
    assertThat(accepted.status()).isEqualTo(EventStatus.ACCEPTED);
    Event event = store.log.event(accepted.eventId()).orElseThrow();
    assertThat(event.receivedAt()).isEqualTo(OPENING_NIGHT);
    assertThat(event.key()).isEqualTo("purchase-1");
    assertThat(store.log.payload(event.id())).hasValue(bytes("purchase-1"));
  }

  @Test
  void aPayloadIsPackedAndComesOutAsItCame() {
    String repeated = "{\"seats\":[" + "\"Row C, seat 12\",".repeat(2000) + "\"\"]}";
    String id = accept(with(dana(1), repeated)).eventId();
    assertThat(storedPayload(id)).hasSizeLessThan(repeated.length() / 4);
    assertThat(store.log.payload(id)).hasValue(bytes(repeated));
    assertThat(store.log.event(id).orElseThrow().size()).isEqualTo(repeated.length());
    assertThat(accept(with(dana(1), repeated)).duplicate()).isTrue();
    assertThat(claimEvents(1).get(0).payload().bytes()).isEqualTo(bytes(repeated));
  }

  @Test
  void aPayloadThatAnEarlierVersionStoredIsReadAsItLies() {
    String repeated = "x".repeat(2000);
    String id = accept(with(dana(1), repeated)).eventId();
    store
        .writer
        .write(sql -> sql.update("UPDATE events SET payload = ?", (Object) bytes(repeated)))
        .join();
    assertThat(storedPayload(id)).isEqualTo(bytes(repeated));
    assertThat(store.log.payload(id)).hasValue(bytes(repeated));
    assertThat(accept(with(dana(1), repeated)).duplicate()).isTrue();
  }

  private byte[] storedPayload(String id) {
    return store
        .reader
        .sql("SELECT payload FROM events WHERE id = ?")
        .param(id)
        .query((row, n) -> row.getBytes(1))
        .single();
  }

  @Test
  void theSameBytesAgainAreADuplicateThatIsCounted() {
    Acceptance first = accept(dana(1));
    for (int again = 1; again <= 2; again++) {
      assertThat(accept(dana(1)))
          .isEqualTo(new Acceptance(first.eventId(), true, EventStatus.ACCEPTED));
    }
    assertThat(events()).hasSize(1);
    assertThat(store.log.event(first.eventId()).orElseThrow().duplicates()).isEqualTo(2);
  }

  @Test
  void theSameKeyWithOtherContentIsQuarantinedBesideTheFirst() {
    Acceptance first = accept(dana(1));
    Acceptance other = accept(with(dana(1), "other content"));
    assertThat(other.duplicate()).isFalse();
    assertThat(other.status()).isEqualTo(EventStatus.QUARANTINED);
    assertThat(store.log.event(other.eventId()).orElseThrow().statusReason())
        .isEqualTo(
            "Another event with the same key, "
                + first.eventId()
                + ", came before with other content.");
    assertThat(store.log.payload(first.eventId())).hasValue(bytes("purchase-1"));
    assertThat(store.log.payload(other.eventId())).hasValue(bytes("other content"));
    assertThat(claimEvents(10)).extracting(c -> c.event().id()).containsExactly(first.eventId());
  }

  @Test
  void theSameOtherContentAgainIsADuplicateOfTheQuarantinedOne() {
    accept(dana(1));
    Acceptance other = accept(with(dana(1), "other content"));
    assertThat(accept(with(dana(1), "other content")))
        .isEqualTo(new Acceptance(other.eventId(), true, EventStatus.QUARANTINED));
    assertThat(events()).hasSize(2);
  }

  @Test
  void theSameKeyOfAnotherCustomerOrSourceIsAnotherEvent() {
    NewEvent dana = dana(1);
    accept(dana);
    assertThat(accept(of(dana, "venue2", "showpass")).duplicate()).isFalse();
    assertThat(accept(of(dana, "demo", "boxoffice")).duplicate()).isFalse();
    assertThat(events()).hasSize(3);
  }

  @Test
  void manyThreadsAcceptOneEventOnce() {
    List<CompletableFuture<Acceptance>> answers =
        IntStream.range(0, 200).parallel().mapToObj(i -> store.events.accept(dana(1))).toList();
    assertThat(answers.stream().map(CompletableFuture::join).filter(a -> !a.duplicate()))
        .hasSize(1);
    assertThat(events()).hasSize(1);
  }

  @Test
  void aKeyIsKnownFromTheFirstMomentAndForGood() throws Exception {
    String id = accept(dana(1)).eventId();
    assertDuplicate(id);
    store.close();
    open();
    assertDuplicate(id);
    ClaimedEvent claimed = claimEvents(1).get(0);
    assertDuplicate(id);
    store.routed(claimed, List.of("crm"), true).join();
    assertDuplicate(id);
    store.close();
    open();
    assertDuplicate(id);
    assertThat(events()).hasSize(1);
  }

  private void assertDuplicate(String id) {
    Acceptance again = accept(dana(1));
    assertThat(again.duplicate()).isTrue();
    assertThat(again.eventId()).isEqualTo(id);
  }

  @Test
  void aKeyThatComesAgainInTheSameCommitIsKnown() throws Exception {
    CountDownLatch gathered = new CountDownLatch(1);
    CompletableFuture<Integer> first = store.writer.write(sql -> waitFor(gathered));
    CompletableFuture<Acceptance> one = store.events.accept(dana(1));
    CompletableFuture<Acceptance> two = store.events.accept(dana(2));
    CompletableFuture<Acceptance> oneAgain = store.events.accept(dana(1));
    CompletableFuture<Acceptance> other = store.events.accept(with(dana(1), "other content"));
    CompletableFuture<Acceptance> three = store.events.accept(dana(3));
    gathered.countDown();
    first.get();
    assertThat(List.of(two, three)).noneMatch(answer -> answer.join().duplicate());
    // Of several writers any may be first.
    assertThat(List.of(one, oneAgain, other)).filteredOn(a -> a.join().duplicate()).hasSize(1);
    assertThat(events()).hasSize(4);
    assertThat(eventsFor(Filter.any().status("QUARANTINED"))).hasSize(1);
    if (store.type.writers() == 1) {
      assertThat(oneAgain.join())
          .isEqualTo(new Acceptance(one.join().eventId(), true, EventStatus.ACCEPTED));
      assertThat(other.join().status()).isEqualTo(EventStatus.QUARANTINED);
    }
  }

  @Test
  void aSuspiciousOneWithTheKeyOfOneThatWaitsIsNoSecondWithThatKey() {
    String id = accept(dana(1)).eventId();
    NewEvent suspicious = dana(1).quarantined(dana(1).key(), "It names another organization.");
    assertThat(accept(suspicious)).isEqualTo(new Acceptance(id, true, EventStatus.ACCEPTED));
    Acceptance other = accept(with(suspicious, "other content"));
    assertThat(other.status()).isEqualTo(EventStatus.QUARANTINED);
    assertThat(accept(with(suspicious, "other content")).eventId()).isEqualTo(other.eventId());
    assertThat(claimEvents(10)).extracting(c -> c.event().id()).containsExactly(id);
    assertThat(events()).hasSize(2);
  }

  @Test
  void aSenderThatGivesOtherContentsKeyToAnEventBlocksNothing() throws Exception {
    byte[] content = bytes("other content");
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    NewEvent early = event(dana(1).key() + "~" + sum, "sale-early", "invoice.purchase");
    String first = accept(early).eventId();
    String second = accept(dana(1)).eventId();
    assertThat(accept(with(dana(1), "other content")).eventId()).isEqualTo(first);
    assertThat(claimEvents(10)).extracting(c -> c.event().id()).containsExactly(first, second);
  }

  // Routing

  @Test
  void eventsAreClaimedOldestFirstAndNoMoreThanAskedFor() {
    List<String> ids =
        IntStream.rangeClosed(1, 3).mapToObj(i -> accept(dana(i)).eventId()).toList();
    assertThat(claimEvents(2)).extracting(c -> c.event().id()).isEqualTo(ids.subList(0, 2));
    assertThat(claimEvents(2)).extracting(c -> c.event().id()).isEqualTo(ids.subList(2, 3));
    assertThat(claimEvents(2)).isEmpty();
  }

  @Test
  void anEventWaitsForTheEarlierOneOfItsTransaction() {
    String purchase = accept(dana(1)).eventId();
    String refund = accept(refund(1)).eventId();
    List<ClaimedEvent> first = claimEvents(10);
    assertThat(first).extracting(c -> c.event().id()).containsExactly(purchase);
    assertThat(claimEvents(10)).isEmpty();
    assertThat(store.routed(first.get(0), List.of(), true).join()).isTrue();
    assertThat(claimEvents(10)).extracting(c -> c.event().id()).containsExactly(refund);
  }

  @Test
  void allOfATransactionAreRoutedInTheirOrderWhetherTheyWaitedOrCameLater() {
    List<String> ids = new ArrayList<>(List.of(accept(dana(1)).eventId()));
    ids.add(accept(refund(1)).eventId());
    List<ClaimedEvent> claimed = claimEvents(10);
    ids.add(accept(event("third", dana(1).transaction(), "invoice.void")).eventId());
    assertThat(claimEvents(10)).isEmpty();
    ids.add(accept(event("fourth", dana(1).transaction(), "invoice.void")).eventId());
    List<String> order = new ArrayList<>();
    while (!claimed.isEmpty()) {
      assertThat(claimed).hasSize(1);
      order.add(claimed.get(0).event().id());
      assertThat(claimEvents(10)).isEmpty();
      store.routed(claimed.get(0), List.of(), true).join();
      claimed = claimEvents(10);
    }
    assertThat(order).isEqualTo(ids);
  }

  @Test
  void oneThatIsSentToTheRouterAgainBeforeItsTurnKeepsItsPlace() {
    String purchase = accept(dana(1)).eventId();
    clock.tick(Duration.ofSeconds(1));
    String refund = accept(refund(1)).eventId();
    clock.tick(Duration.ofSeconds(1));
    assertThat(store.events.reroute(purchase, Reroute.ANYWHERE).join()).isEqualTo(Rerouted.WAITING);
    assertThat(claimEvents(10)).extracting(c -> c.event().id()).containsExactly(purchase);
    assertThat(store.log.event(refund).orElseThrow().status()).isEqualTo(EventStatus.ACCEPTED);
  }

  @Test
  void eventsWithoutTransactionWaitForNobody() {
    accept(event("a", "", "ticket.scanned"));
    accept(event("b", "", "ticket.scanned"));
    assertThat(claimEvents(10)).hasSize(2);
  }

  @Test
  void anEventWhoseHolderVanishedComesBackWhenItsLeaseEndsAndTheLateHolderWritesNothing() {
    accept(dana(1));
    ClaimedEvent late = claimEvents(1).get(0);
    clock.tick(LEASE.minus(INSTANT));
    assertThat(claimEvents(1)).isEmpty();
    clock.tick(INSTANT);
    ClaimedEvent holder = claimEvents(1).get(0);
    assertThat(holder.routings()).isEqualTo(1);
    assertThat(store.routed(late, List.of("crm"), true).join()).isFalse();
    assertThat(store.events.routingFailed(late, "late", clock.instant()).join()).isFalse();
    assertThat(deliveries()).isEmpty();
    assertThat(store.routed(holder, List.of("crm"), true).join()).isTrue();
    assertThat(store.routed(holder, List.of("crm", "mail"), true).join()).isFalse();
    assertThat(deliveries()).extracting(Delivery::destination).containsExactly("crm");
  }

  @Test
  void routingWritesOneDeliveryForEachDestinationAndTheStatusInOneCommit() {
    String id = accept(dana(1)).eventId();
    store.routed(claimEvents(1).get(0), List.of("crm", "mail", "crm"), false).join();
    assertThat(store.log.event(id).orElseThrow().status()).isEqualTo(EventStatus.ROUTED);
    assertThat(store.log.deliveriesOf(id))
        .extracting(Delivery::destination)
        .containsExactly("crm", "mail");
    assertThat(store.log.deliveriesOf(id))
        .allSatisfy(
            delivery -> {
              assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
              assertThat(delivery.transaction()).isEqualTo("dana-1");
              assertThat(delivery.attempts()).isZero();
            });
  }

  @Test
  void anEventWithoutDeliveriesIsRoutedOnlyWhenThatWasMeant() {
    String meant = accept(dana(1)).eventId();
    String notMeant = accept(dana(2)).eventId();
    List<ClaimedEvent> claimed = claimEvents(2);
    store.routed(claimed.get(0), List.of(), true).join();
    store.routed(claimed.get(1), List.of(), false).join();
    assertThat(store.log.event(meant).orElseThrow().status()).isEqualTo(EventStatus.ROUTED);
    assertThat(store.log.event(notMeant).orElseThrow().status()).isEqualTo(EventStatus.UNROUTED);
  }

  @Test
  void anEventWhoseRouterFailedKeepsTheReasonAndComesBackAtItsTime() {
    String id = accept(dana(1)).eventId();
    Instant next = OPENING_NIGHT.plusSeconds(5);
    store.events.routingFailed(claimEvents(1).get(0), "The router is broken.", next).join();
    assertThat(store.log.event(id).orElseThrow().statusReason()).isEqualTo("The router is broken.");
    Claim<ClaimedEvent> early = store.events.claim("demo", 1, LEASE).join();
    assertThat(early.items()).isEmpty();
    assertThat(early.nextDue()).isEqualTo(next);
    clock.tick(Duration.ofSeconds(5));
    assertThat(claimEvents(1)).hasSize(1);
  }

  // Delivering

  @Test
  void deliveriesAreClaimedOldestFirstOfOneDestinationAndNoMoreThanAskedFor() {
    deliver("crm", dana(1), dana(2), dana(3));
    deliver("mail", dana(4));
    assertThat(claim("crm", 2))
        .extracting(claimed -> claimed.payload().bytes())
        .containsExactly(bytes("purchase-1"), bytes("purchase-2"));
    assertThat(claim("crm", 2)).hasSize(1);
    assertThat(claim("crm", 2)).isEmpty();
    assertThat(claim("mail", 2)).hasSize(1);
  }

  @Test
  void aRefundNeverOvertakesItsPurchaseButOtherTransactionsDo() {
    deliver("crm", dana(1));
    deliver("crm", refund(1), dana(2));
    List<ClaimedDelivery> first = claim("crm", 10);
    assertThat(first).extracting(c -> c.event().key()).containsExactly("purchase-1", "purchase-2");
    Instant next = clock.instant().plusSeconds(30);
    store.deliveries.record(first.get(0), retrying(next), Setback.NONE).join();
    assertThat(claim("crm", 10)).isEmpty();
    clock.tick(Duration.ofSeconds(30));
    ClaimedDelivery again = claim("crm", 10).get(0);
    assertThat(again.event().key()).isEqualTo("purchase-1");
    store.deliveries.record(again, delivered(), Setback.NONE).join();
    assertThat(claim("crm", 10)).extracting(c -> c.event().key()).containsExactly("refund-1");
  }

  @Test
  void
      aDeliveryWhoseHolderVanishedComesBackWithAnInterruptedAttemptAndTheLateHolderWritesNothing() {
    deliver("crm", dana(1));
    ClaimedDelivery late = claim("crm", 1).get(0);
    clock.tick(LEASE.minus(INSTANT));
    assertThat(claim("crm", 1)).isEmpty();
    clock.tick(INSTANT);
    ClaimedDelivery holder = claim("crm", 1).get(0);
    assertThat(holder.scheduledAttempt()).isEqualTo(2);
    assertThat(store.deliveries.record(late, delivered(), Setback.NONE).join()).isFalse();
    assertThat(delivery(late).status()).isEqualTo(DeliveryStatus.IN_FLIGHT);
    assertThat(store.deliveries.record(holder, delivered(), Setback.NONE).join()).isTrue();
    assertThat(store.deliveries.record(holder, dead(), Setback.NONE).join()).isFalse();
    assertThat(store.log.attempts(late.delivery().id()))
        .extracting(Attempt::number, Attempt::outcome)
        .containsExactly(tuple(1, Outcome.INTERRUPTED), tuple(2, Outcome.DELIVERED));
    assertThat(store.log.attempts(late.delivery().id()).get(0).error())
        .isEqualTo("The hub stopped during this attempt, so its result is unknown.");
  }

  @Test
  void aResultThatIsRecordedAgainAfterACommitNobodyHeardOfIsHeldForRecorded() {
    deliver("crm", dana(1));
    ClaimedDelivery claimed = claim("crm", 1).get(0);
    assertThat(store.deliveries.record(claimed, delivered(), Setback.NONE).join()).isTrue();
    assertThat(store.deliveries.record(claimed, delivered(), Setback.NONE).join()).isTrue();
    assertThat(store.log.attempts(claimed.delivery().id())).hasSize(1);
  }

  @Test
  void whatIsGivenBackIsAsIfItHadNeverBeenClaimed() {
    deliver("crm", dana(1));
    ClaimedDelivery claimed = claim("crm", 1).get(0);
    store.deliveries.giveBack(claimed).join();
    assertThat(delivery(claimed).status()).isEqualTo(DeliveryStatus.PENDING);
    assertThat(delivery(claimed).attempts()).isZero();
    assertThat(store.deliveries.record(claimed, delivered(), Setback.NONE).join()).isFalse();
    assertThat(claim("crm", 1).get(0).scheduledAttempt()).isEqualTo(1);
  }

  @Test
  void aLineBehindABrokenDeliveryIsNotReadAtEveryClaim() {
    Instant next = refundsBehindARetry(5);
    assertThat(claim("crm", 10)).isEmpty();
    assertThat(dueAtOrAfter(next)).as("all wait for the first").isEqualTo(6);
  }

  /**
   * Refunds of a purchase that is tried again.
   *
   * @return when that will be
   */
  private Instant refundsBehindARetry(int refunds) {
    deliver("crm", dana(1));
    for (int i = 0; i < refunds; i++) {
      deliver("crm", event("refund-1-" + i, "dana-1", "invoice.refund"));
    }
    Instant next = clock.instant().plus(Duration.ofHours(6));
    store.deliveries.record(claim("crm", 1).get(0), retrying(next), Setback.NONE).join();
    return next;
  }

  private long dueAtOrAfter(Instant time) {
    return number("SELECT count(*) FROM deliveries WHERE due_at >= " + time.toEpochMilli());
  }

  @Test
  void ofALongLineOnlyTheNextLooksSoonAndTheWholeRestIsPutOffAtOnce() {
    for (int i = 0; i < 20; i++) {
      deliver("crm", event("dana-1-" + i, "dana-1", "invoice.purchase"));
    }
    ClaimedDelivery first = claim("crm", 2).get(0);
    assertThat(claim("crm", 2)).isEmpty();
    long soon = clock.instant().plus(Duration.ofMinutes(2)).toEpochMilli();
    assertThat(number("SELECT count(*) FROM deliveries WHERE due_at < " + soon))
        .as("the one in flight and the next")
        .isEqualTo(2);
    for (int i = 1; i < 20; i++) {
      store.deliveries.record(first, delivered(), Setback.NONE).join();
      first = claim("crm", 10).get(0);
      assertThat(first.event().key()).isEqualTo("dana-1-" + i);
    }
  }

  @Test
  void theNextOfALineGoesAsSoonAsTheOneBeforeHasEnded() {
    deliver("crm", dana(1));
    deliver("crm", refund(1));
    deliver("crm", event("refund-1-more", "dana-1", "invoice.refund"));
    List<ClaimedDelivery> first = claim("crm", 10);
    assertThat(first).hasSize(1);
    store.deliveries.record(first.get(0), dead(), Setback.NONE).join();
    List<ClaimedDelivery> second = claim("crm", 10);
    assertThat(second).extracting(c -> c.event().key()).containsExactly("refund-1");
    store.deliveries.record(second.get(0), delivered(), Setback.NONE).join();
    assertThat(claim("crm", 10)).extracting(c -> c.event().key()).containsExactly("refund-1-more");
  }

  @Test
  void aLineThatHasBegunGoesOnBeforeWhatCameLater() {
    deliver("crm", dana(1));
    deliver("crm", refund(1));
    clock.tick(INSTANT);
    deliver("crm", dana(2), dana(3));
    clock.tick(INSTANT);
    ClaimedDelivery first = claim("crm", 1).get(0);
    store.deliveries.record(first, delivered(), Setback.NONE).join();
    assertThat(claim("crm", 2))
        .extracting(c -> c.event().key())
        .containsExactly("refund-1", "purchase-2");
  }

  @Test
  void aNewSaleGoesPastALongLineOfWhichAClaimPutsOffAPart() {
    int refunds = store.type.isShared() ? 1000 : 2500;
    Instant next = refundsBehindARetry(refunds);
    deliver("crm", dana(2));
    assertThat(claim("crm", 8)).extracting(c -> c.event().key()).containsExactly("purchase-2");
    assertThat(dueAtOrAfter(next)).as("put off by one claim").isBetween(200L, refunds - 100L);
    await()
        .untilAsserted(
            () -> {
              assertThat(claim("crm", 8)).isEmpty();
              assertThat(dueAtOrAfter(next)).isEqualTo(refunds + 1);
            });
  }

  @Test
  void aDeadDeliveryHoldsItsLineWhereThatIsAskedForUntilItWasRedelivered() {
    deliver("crm", dana(1));
    deliver("crm", refund(1));
    deliver("crm", dana(2));
    ClaimedDelivery purchase = claimHolding("crm", 1).get(0);
    store.deliveries.record(purchase, dead(), Setback.NONE).join();
    List<ClaimedDelivery> others = claimHolding("crm", 10);
    assertThat(others).extracting(c -> c.event().key()).containsExactly("purchase-2");
    store.deliveries.redeliver(purchase.delivery().id()).join();
    List<ClaimedDelivery> again = claimHolding("crm", 10);
    assertThat(again).extracting(c -> c.event().key()).containsExactly("purchase-1");
    store.deliveries.record(again.get(0), delivered(), Setback.NONE).join();
    assertThat(claimHolding("crm", 10))
        .extracting(c -> c.event().key())
        .containsExactly("refund-1");
  }

  private List<ClaimedDelivery> claimHolding(String destination, int limit) {
    return store
        .deliveries
        .claim(new DestinationTerms("demo", destination, LEASE, true, null), limit)
        .join()
        .items();
  }

  @Test
  void aNameThatADatabaseCantStoreIsStoredAllTheSame() {
    NewEvent dana = dana(1);
    Acceptance accepted =
        accept(
            new NewEvent(
                dana.customer(),
                dana.source(),
                "key\u0000",
                dana.type(),
                dana.transaction(),
                "Da\u0000na \uD83D",
                "\uDE00@example.com",
                dana.status(),
                null,
                dana.payload()));
    assertThat(store.log.event(accepted.eventId()).orElseThrow().buyerName())
        .isEqualTo("Da\uFFFDna \uFFFD");
    assertThat(eventsFor(Filter.any().text("da\u0000na"))).containsExactly(accepted.eventId());
  }

  @Test
  void anAttemptsResultIsRecordedAndMovesItsDelivery() {
    deliver("crm", dana(1), dana(2), dana(3));
    List<ClaimedDelivery> claimed = claim("crm", 3);
    assertThat(delivery(claimed.get(0)).status()).isEqualTo(DeliveryStatus.IN_FLIGHT);
    clock.tick(Duration.ofSeconds(2));
    Instant next = clock.instant().plusSeconds(30);
    store.deliveries.record(claimed.get(0), delivered(), Setback.NONE).join();
    store.deliveries.record(claimed.get(1), retrying(next), Setback.NONE).join();
    store.deliveries.record(claimed.get(2), dead(), Setback.NONE).join();
    assertThat(delivery(claimed.get(0)))
        .matches(d -> d.status() == DeliveryStatus.DELIVERED && d.dueAt() == null)
        .matches(d -> clock.instant().equals(d.finishedAt()) && d.lastError() == null);
    assertThat(delivery(claimed.get(1)))
        .matches(d -> d.status() == DeliveryStatus.RETRYING && next.equals(d.dueAt()))
        .matches(d -> d.finishedAt() == null && "down".equals(d.lastError()));
    assertThat(delivery(claimed.get(2)))
        .matches(d -> d.status() == DeliveryStatus.DEAD && d.dueAt() == null)
        .matches(d -> clock.instant().equals(d.finishedAt()) && "no field".equals(d.lastError()));
    assertThat(store.log.attempts(claimed.get(2).delivery().id()))
        .containsExactly(
            new Attempt(
                claimed.get(2).delivery().id(),
                1,
                OPENING_NIGHT,
                2000,
                Outcome.REJECTED,
                false,
                null,
                "no field",
                "INVALID_FIELD",
                null));
  }

  @Test
  void aClaimTellsWhenTheNextDeliveryIsDue() {
    deliver("crm", dana(1));
    Instant next = clock.instant().plusSeconds(30);
    store.deliveries.record(claim("crm", 1).get(0), retrying(next), Setback.NONE).join();
    assertThat(store.deliveries.claim(DestinationTerms.of("demo", "crm", LEASE), 1).join())
        .isEqualTo(new Claim<ClaimedDelivery>(List.of(), next));
    assertThat(
            store.deliveries.claim(DestinationTerms.of("demo", "mail", LEASE), 1).join().nextDue())
        .isNull();
  }

  @Test
  void aRedeliveredDeliveryIsDueNowWithAFreshScheduleAndItsAttemptIsManual() {
    deliver("crm", dana(1));
    ClaimedDelivery first = claim("crm", 1).get(0);
    String id = first.delivery().id();
    store.deliveries.record(first, dead(), Setback.NONE).join();
    Delivery redelivered = store.deliveries.redeliver(id).join().orElseThrow();
    assertThat(redelivered.status()).isEqualTo(DeliveryStatus.PENDING);
    assertThat(redelivered.dueAt()).isEqualTo(clock.instant());
    assertThat(redelivered.finishedAt()).isNull();
    ClaimedDelivery again = claim("crm", 1).get(0);
    assertThat(again.manual()).isTrue();
    assertThat(again.scheduledAttempt()).isEqualTo(1);
    assertThat(again.delivery().attempts()).isEqualTo(2);
    store.deliveries.record(again, retrying(clock.instant()), Setback.NONE).join();
    ClaimedDelivery retry = claim("crm", 1).get(0);
    assertThat(retry.manual()).as("an automatic retry of a manual attempt").isFalse();
    assertThat(store.log.attempts(id)).extracting(Attempt::manual).containsExactly(false, true);
  }

  @Test
  void aDeliveryInFlightIsNotRedeliveredAndAnUnknownOneIsNotFound() {
    deliver("crm", dana(1));
    ClaimedDelivery claimed = claim("crm", 1).get(0);
    assertThat(store.deliveries.redeliver(claimed.delivery().id()).join())
        .hasValueSatisfying(d -> assertThat(d.status()).isEqualTo(DeliveryStatus.IN_FLIGHT));
    assertThat(store.deliveries.record(claimed, delivered(), Setback.NONE).join()).isTrue();
    assertThat(store.deliveries.redeliver("nobody's").join()).isEmpty();
  }

  @Test
  void whatAStoppedHubHeldIsDueAtOnceWhenTheStoreOpensAgain() throws Exception {
    assumeFalse(store.type.isShared(), "Another hub may hold what is in flight");
    deliver("crm", dana(1));
    ClaimedDelivery delivery = claim("crm", 1).get(0);
    accept(dana(2));
    ClaimedEvent event = claimEvents(1).get(0);
    store.close();
    store = open(clock);
    assertThat(store.routed(event, List.of("crm"), true).join()).isFalse();
    assertThat(store.deliveries.record(delivery, delivered(), Setback.NONE).join()).isFalse();
    assertThat(claimEvents(1)).extracting(c -> c.event().id()).containsExactly(event.event().id());
    assertThat(claim("crm", 1))
        .extracting(c -> c.delivery().id())
        .containsExactly(delivery.delivery().id());
    assertThat(store.log.attempts(delivery.delivery().id()))
        .extracting(Attempt::outcome)
        .containsExactly(Outcome.INTERRUPTED);
  }

  // Writing

  @Test
  void aWriteThatFailsDoesNotTakeItsNeighboursAlong() throws Exception {
    CountDownLatch gathered = new CountDownLatch(1);
    CompletableFuture<Integer> first = store.writer.write(sql -> waitFor(gathered));
    CompletableFuture<Acceptance> before = store.events.accept(dana(1));
    CompletableFuture<Integer> bad =
        store.writer.write(
            sql -> {
              sql.update("UPDATE events SET type = 'spoilt'");
              throw new SQLException("no room");
            });
    CompletableFuture<Acceptance> after = store.events.accept(dana(2));
    gathered.countDown();
    first.get();
    assertThatThrownBy(bad::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("The store could not commit: no room");
    assertThat(before.join().duplicate()).isFalse();
    assertThat(after.join().duplicate()).isFalse();
    assertThat(events()).extracting(Event::type).containsOnly("invoice.purchase").hasSize(2);
    assertThat(accept(dana(1)).eventId()).isEqualTo(before.join().eventId());
  }

  private static int waitFor(CountDownLatch latch) {
    try {
      latch.await();
      return 1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aClosedStoreCommitsWhatWaitedAndRefusesTheRest() throws Exception {
    List<CompletableFuture<Acceptance>> waiting =
        IntStream.range(0, 50).mapToObj(i -> store.events.accept(dana(i))).toList();
    store.close();
    assertThat(waiting).allMatch(answer -> answer.isDone() && !answer.isCompletedExceptionally());
    assertThatThrownBy(() -> accept(dana(99))).hasRootCauseMessage("The store is closing.");
    store = open(clock);
    assertThat(events()).hasSize(50);
  }

  @Test
  void onlyTheNewestThousandRefusedWebhooksAreKept() {
    int more = 50;
    List<CompletableFuture<Void>> kept = new ArrayList<>();
    for (int i = 1; i <= RefusedWebhooks.KEPT + more; i++) {
      kept.add(
          store.refused.keep(
              new RefusedWebhook("demo", "showpass", "192.0.2.7", 401, "bad-signature", "No.", i)));
      if (i % 50 == 0) {
        // Written is not enough: what waits for its flush takes up one of the few places.
        kept.forEach(CompletableFuture::join);
        kept.clear();
        assertThat(newestRefused()).isEqualTo(i);
      }
    }
    assertThat(count("refused_webhooks")).isEqualTo(RefusedWebhooks.KEPT);
    assertThat(number("SELECT min(size) FROM refused_webhooks"))
        .as("what came at the same moment has no order")
        .isBetween(1L, more + 1L + 50);
  }

  // Reading

  @Test
  void everyFilterOfTheEventsLeavesOutWhatItShould() {
    String purchase = accept(dana(1)).eventId();
    store.routed(claimEvents(1).get(0), List.of("crm"), true).join();
    clock.tick(Duration.ofHours(1));
    String refund = accept(refund(1)).eventId();
    clock.tick(Duration.ofHours(1));
    String other = accept(of(dana(2), "venue2", "showpass")).eventId();
    assertThat(eventsFor(Filter.any().customer("venue2"))).containsExactly(other);
    assertThat(eventsFor(Filter.any().status("ROUTED"))).containsExactly(purchase);
    assertThat(eventsFor(Filter.any().type("invoice.refund"))).containsExactly(refund);
    assertThat(eventsFor(Filter.any().destination("crm"))).containsExactly(purchase);
    assertThat(eventsFor(Filter.any().since(OPENING_NIGHT.plus(Duration.ofHours(1)))))
        .containsExactly(other, refund);
    assertThat(eventsFor(Filter.any().until(OPENING_NIGHT.plus(Duration.ofHours(1)))))
        .containsExactly(purchase);
    assertThat(eventsFor(Filter.any().text("Whitfield"))).hasSize(3);
    assertThat(eventsFor(Filter.any().text("dana.whitfield@"))).hasSize(3);
    assertThat(eventsFor(Filter.any().text("refund-1"))).containsExactly(refund);
    assertThat(eventsFor(Filter.any().text(" dana-2 "))).containsExactly(other);
    assertThat(eventsFor(Filter.any().text(purchase))).containsExactly(purchase);
    assertThat(eventsFor(Filter.any().customer("demo").status("ROUTED").text("dana")))
        .containsExactly(purchase);
    assertThat(eventsFor(Filter.any().customer("demo").status("UNROUTED"))).isEmpty();
  }

  @Test
  void listsHoldWhatWasJustAcceptedAndWhatIsUnderWayInOneOrder() {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      ids.add(accept(dana(i)).eventId());
    }
    claimEvents(3);
    accept(of(refund(7), "venue2", "showpass"));
    ids.sort(Comparator.reverseOrder());
    for (Filter filter :
        List.of(
            Filter.any().customer("demo"),
            Filter.any().type("invoice.purchase"),
            Filter.any().customer("demo").status("ACCEPTED"),
            Filter.any().type("invoice.purchase").status("ACCEPTED"))) {
      List<String> read = new ArrayList<>();
      String cursor = null;
      do {
        Page<Event> page = store.log.events(filter.page(2, cursor));
        page.items().forEach(event -> read.add(event.id()));
        cursor = page.next();
      } while (cursor != null);
      assertThat(read).isEqualTo(ids);
    }
    assertThat(store.census.inboxes())
        .extracting(InboxCount::customer, InboxCount::accepted)
        .containsExactly(tuple("demo", 6L), tuple("venue2", 1L));
    JobFilter accepted = new JobFilter(null, null, "ACCEPTED", null, null, null, null, null);
    assertThat(store.scan.count(JobKind.REROUTE, accepted, 100)).isEqualTo(7);
    store.reach = Reach.only(List.of("venue2"));
    assertThat(eventsFor(Filter.any())).hasSize(1);
  }

  @Test
  void whatNobodyClaimsIsEnteredInTheIndexesAllTheSame() {
    String id = accept(dana(1)).eventId();
    clock.tick(WordIndexer.SETTLED.multipliedBy(2));
    store.index();
    assertThat(
            store
                .reader
                .sql("SELECT count(*) FROM events WHERE fresh = 1")
                .query(Integer.class)
                .single())
        .isZero();
    assertDuplicate(id);
    assertThat(eventsFor(Filter.any().status("ACCEPTED"))).containsExactly(id);
    assertThat(claimEvents(10)).extracting(c -> c.event().id()).containsExactly(id);
    assertDuplicate(id);
  }

  @Test
  void everyFilterOfTheDeliveriesLeavesOutWhatItShould() {
    deliver("crm", dana(1));
    clock.tick(Duration.ofHours(1));
    deliver("mail", refund(1));
    ClaimedDelivery crm = claim("crm", 1).get(0);
    store.deliveries.record(crm, dead(), Setback.NONE).join();
    String purchase = crm.delivery().id();
    String refund = claim("mail", 1).get(0).delivery().id();
    assertThat(deliveriesFor(Filter.any().customer("demo"))).containsExactly(refund, purchase);
    assertThat(deliveriesFor(Filter.any().customer("venue2"))).isEmpty();
    assertThat(deliveriesFor(Filter.any().status("DEAD"))).containsExactly(purchase);
    assertThat(deliveriesFor(Filter.any().type("invoice.refund"))).containsExactly(refund);
    assertThat(deliveriesFor(Filter.any().destination("crm"))).containsExactly(purchase);
    assertThat(deliveriesFor(Filter.any().since(OPENING_NIGHT.plus(Duration.ofHours(1)))))
        .containsExactly(refund);
    assertThat(deliveriesFor(Filter.any().until(OPENING_NIGHT.plus(Duration.ofHours(1)))))
        .containsExactly(purchase);
    assertThat(deliveriesFor(Filter.any().text("no field"))).containsExactly(purchase);
    assertThat(deliveriesFor(Filter.any().text(crm.event().id()))).containsExactly(purchase);
    assertThat(deliveriesFor(Filter.any().text("dana-1"))).containsExactly(refund, purchase);
  }

  @Test
  void aSearchForSpacesIsNone() {
    accept(dana(1));
    assertThat(eventsFor(Filter.any().text("  "))).hasSize(1);
  }

  @Test
  void pagesGoOnWhereTheLastOneEndedWhateverCameInMeanwhile() {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      ids.add(accept(dana(i)).eventId());
    }
    ids.sort(Comparator.reverseOrder());
    List<String> read = new ArrayList<>();
    String cursor = null;
    do {
      Page<Event> page = store.log.events(Filter.any().page(3, cursor));
      page.items().forEach(event -> read.add(event.id()));
      cursor = page.next();
      accept(dana(100 + read.size()));
    } while (cursor != null);
    assertThat(read).isEqualTo(ids);
  }

  @Test
  void aLastPageThatIsJustFullHasNoNext() {
    deliver("crm", dana(1), dana(2), dana(3));
    assertThat(store.log.deliveries(Filter.any().page(3, null)).next()).isNull();
    Page<Delivery> first = store.log.deliveries(Filter.any().page(2, null));
    assertThat(first.items()).hasSize(2);
    assertThat(store.log.deliveries(Filter.any().page(2, first.next())).items()).hasSize(1);
  }

  @Test
  void theBalanceAccountsForEveryEventAndDelivery() {
    deliver("crm", dana(1), dana(2), dana(3), dana(4));
    List<ClaimedDelivery> claimed = claim("crm", 3);
    store.deliveries.record(claimed.get(0), delivered(), Setback.NONE).join();
    store.deliveries.record(claimed.get(1), dead(), Setback.NONE).join();
    accept(dana(5));
    accept(with(dana(5), "other content"));
    Balance day = store.balance.since(Instant.EPOCH).get(0);
    assertThat(day.day()).isEqualTo(LocalDate.parse("2027-02-06"));
    assertThat(day.events())
        .containsAllEntriesOf(Map.of("total", 6L, "accepted", 1L, "routed", 4L, "quarantined", 1L));
    assertThat(day.deliveries())
        .containsAllEntriesOf(
            Map.of(
                "total",
                4L,
                "pending",
                1L,
                "inFlight",
                1L,
                "delivered",
                1L,
                "dead",
                1L,
                "retrying",
                0L,
                "discarded",
                0L));
    assertThat(day.balanced()).isTrue();
    assertThat(store.backlog.bytesToCome()).as("one to route, two to end").isEqualTo(6 * 1024);
  }

  @Test
  void theBalanceIsPerCustomerAndDayAndNewestFirst() {
    accept(dana(1));
    accept(of(dana(1), "venue2", "showpass"));
    clock.tick(Duration.ofHours(5));
    accept(dana(2));
    assertThat(store.balance.since(Instant.EPOCH))
        .extracting(b -> b.day() + " " + b.customer())
        .containsExactly("2027-02-07 demo", "2027-02-06 demo", "2027-02-06 venue2");
    assertThat(store.balance.since(clock.instant())).hasSize(1);
  }

  @Test
  void aCountOfTheRowsFindsAndCorrectsWhatWasChangedBehindTheHubsBack() {
    accept(dana(1));
    deliver("crm", dana(2), dana(3));
    assertThat(store.recount.run()).isZero();
    store
        .writer
        .write(sql -> sql.update("UPDATE events SET status = 'UNROUTED', fresh = 0"))
        .join();
    store.writer.write(sql -> sql.update("DELETE FROM deliveries")).join();
    assertThat(store.recount.run()).isPositive();
    Balance day = store.balance.since(Instant.EPOCH).get(0);
    assertThat(day.events()).containsAllEntriesOf(Map.of("total", 3L, "unrouted", 3L));
    assertThat(day.deliveries()).containsAllEntriesOf(Map.of("total", 0L, "pending", 0L));
    assertThat(day.balanced()).isTrue();
    assertThat(store.recount.run()).isZero();
  }

  @Test
  void aRowThatGotLostBetweenTwoStatusesShowsInTheBalance() {
    accept(dana(1));
    store
        .writer
        .write(sql -> sql.update("UPDATE counts SET n = n - 1 WHERE status = 'ACCEPTED'"))
        .join();
    assertThat(store.balance.since(Instant.EPOCH).get(0).balanced()).isFalse();
    assertThat(store.recount.run()).isEqualTo(1);
    assertThat(store.balance.since(Instant.EPOCH).get(0).balanced()).isTrue();
  }

  @Test
  void eachDestinationsDeliveriesAreCountedByStatus() {
    deliver("crm", dana(1), dana(2));
    store.deliveries.record(claim("crm", 1).get(0), dead(), Setback.NONE).join();
    assertThat(store.balance.destinationsSince(clock.instant()))
        .singleElement()
        .satisfies(
            crm -> {
              assertThat(crm.destination()).isEqualTo("crm");
              assertThat(crm.deliveries())
                  .containsAllEntriesOf(Map.of("total", 2L, "pending", 1L, "dead", 1L));
            });
  }

  // Fixtures

  static NewEvent dana(int number) {
    return event("purchase-" + number, "dana-" + number, "invoice.purchase");
  }

  private static NewEvent refund(int number) {
    return event("refund-" + number, "dana-" + number, "invoice.refund");
  }

  static NewEvent event(String key, String transaction, String type) {
    return new NewEvent(
        "demo",
        "showpass",
        key,
        type,
        transaction,
        "Dana Whitfield",
        "dana.whitfield@example.com",
        EventStatus.ACCEPTED,
        null,
        bytes(key));
  }

  static NewEvent with(NewEvent e, String content) {
    return new NewEvent(
        e.customer(),
        e.source(),
        e.key(),
        e.type(),
        e.transaction(),
        e.buyerName(),
        e.buyerEmail(),
        e.status(),
        e.statusReason(),
        bytes(content));
  }

  private static NewEvent of(NewEvent e, String customer, String source) {
    return new NewEvent(
        customer,
        source,
        e.key(),
        e.type(),
        e.transaction(),
        e.buyerName(),
        e.buyerEmail(),
        e.status(),
        e.statusReason(),
        e.payload());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Acceptance accept(NewEvent event) {
    return store.events.accept(event).join();
  }

  List<ClaimedEvent> claimEvents(int limit) {
    return store.events.claim("demo", limit, LEASE).join().items();
  }

  /** The events are accepted and routed to the destination. */
  private void deliver(String destination, NewEvent... events) {
    for (NewEvent event : events) {
      accept(event);
    }
    claimEvents(events.length)
        .forEach(claimed -> store.routed(claimed, List.of(destination), true).join());
  }

  private List<ClaimedDelivery> claim(String destination, int limit) {
    return store
        .deliveries
        .claim(DestinationTerms.of("demo", destination, LEASE), limit)
        .join()
        .items();
  }

  private static AttemptResult delivered() {
    return result(Outcome.DELIVERED, DeliveryStatus.DELIVERED, null, null, null);
  }

  private static AttemptResult retrying(Instant next) {
    return result(Outcome.FAILED, DeliveryStatus.RETRYING, next, "down", "ConnectException");
  }

  private static AttemptResult dead() {
    return result(Outcome.REJECTED, DeliveryStatus.DEAD, null, "no field", "INVALID_FIELD");
  }

  private static AttemptResult result(
      Outcome outcome,
      DeliveryStatus status,
      @Nullable Instant next,
      @Nullable String error,
      @Nullable String cause) {
    return new AttemptResult(
        OPENING_NIGHT, Duration.ofSeconds(2), outcome, status, next, null, error, cause);
  }

  private Delivery delivery(ClaimedDelivery claimed) {
    return store.log.delivery(claimed.delivery().id()).orElseThrow();
  }

  private List<Event> events() {
    return store.log.events(Filter.any().page(500, null)).items();
  }

  private List<Delivery> deliveries() {
    return store.log.deliveries(Filter.any().page(500, null)).items();
  }

  private List<String> eventsFor(Filter filter) {
    return store.log.events(filter.page(500, null)).items().stream().map(Event::id).toList();
  }

  private List<String> deliveriesFor(Filter filter) {
    return store.log.deliveries(filter.page(500, null)).items().stream().map(Delivery::id).toList();
  }

  private long newestRefused() {
    return number("SELECT coalesce(max(size), 0) FROM refused_webhooks");
  }

  private long count(String table) {
    return number("SELECT count(*) FROM " + table);
  }

  private long number(String sql) {
    return store.reader.sql(sql).query(Long.class).single();
  }

  /** A filter, one wish at a time. */
  private record Filter(Map<String, Object> wishes) {

    static Filter any() {
      return new Filter(Map.of());
    }

    private Filter and(String name, Object value) {
      Map<String, Object> more = new HashMap<>(wishes);
      more.put(name, value);
      return new Filter(more);
    }

    Filter customer(String customer) {
      return and("customer", customer);
    }

    Filter status(String status) {
      return and("status", status);
    }

    Filter type(String type) {
      return and("type", type);
    }

    Filter destination(String destination) {
      return and("destination", destination);
    }

    Filter since(Instant since) {
      return and("since", since);
    }

    Filter until(Instant until) {
      return and("until", until);
    }

    Filter text(String text) {
      return and("text", text);
    }

    LogFilter page(int limit, @Nullable String cursor) {
      return new LogFilter(
          (String) wishes.get("customer"),
          (String) wishes.get("status"),
          (String) wishes.get("type"),
          (String) wishes.get("destination"),
          (Instant) wishes.get("since"),
          (Instant) wishes.get("until"),
          (String) wishes.get("text"),
          cursor,
          limit);
    }
  }
}
