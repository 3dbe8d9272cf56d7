package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import io.usher.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes after its time and what stays; each database's test extends this. */
abstract class PurgeContract {

  private static final Instant OPENING_NIGHT = Instant.parse("2027-02-06T19:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  final SettableClock clock = new SettableClock(OPENING_NIGHT);
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
  void thePayloadOfAnEventThatEndedWellGoesWhenItsTimeIsOver() {
    Sale sale = sale(1).routed("crm").delivered("crm");
    clock.tick(MONTH);
    assertThat(purgePayloads(clock.instant().minus(MONTH))).isEqualTo(Purged.NOTHING);
    assertThat(sale.hasPayload()).isTrue();
    clock.tick(Duration.ofMillis(1));
    assertThat(purgePayloads(clock.instant().minus(MONTH)))
        .isEqualTo(new Purged(1, 0, 0, 0, "payload 1".length()));
    assertThat(sale.hasPayload()).isFalse();
    assertThat(store.log.event(sale.eventId()).orElseThrow())
        .matches(event -> clock.instant().equals(event.payloadPurgedAt()))
        .matches(event -> event.status() == EventStatus.ROUTED && event.size() == 9);
    assertThat(store.log.attempts(sale.deliveryId())).hasSize(1);
  }

  @Test
  void aPayloadStaysWhileADeliveryIsOpenOrDead() {
    List<Sale> staying =
        List.of(
            sale(1).routed("crm"),
            sale(2).routed("mail").claimed("mail"),
            sale(3).routed("sheet").retrying("sheet", "down"),
            sale(4).routed("sms").dead("sms", "no such number"),
            sale(5).routed("fax", "crm").delivered("fax"));
    Sale accepted = sale(6);
    clock.tick(MONTH);
    assertThat(purgePayloads(clock.instant())).isEqualTo(Purged.NOTHING);
    assertThat(staying).allMatch(Sale::hasPayload);
    assertThat(accepted.hasPayload()).isTrue();
  }

  @Test
  void aPayloadOfAnEventThatNobodyWantedGoesToo() {
    Sale sale = sale(1).routed();
    clock.tick(MONTH);
    assertThat(purgePayloads(clock.instant()).payloads()).isEqualTo(1);
    assertThat(sale.hasPayload()).isFalse();
  }

  @Test
  void aPayloadThatWasSentAgainWhileTheBatchWasPickedStays() {
    Sale sale = sale(1).routed("crm").delivered("crm");
    clock.tick(MONTH);
    List<AgedEvent> batch = store.purge.withPayload("demo", clock.instant(), null);
    assertThat(batch).hasSize(1);
    store.deliveries.redeliver(sale.deliveryId()).join();
    assertThat(store.purge.purgePayloads(batch).join()).isEqualTo(Purged.NOTHING);
    assertThat(store.purge.deleteLog(batch).join()).isEqualTo(Purged.NOTHING);
    assertThat(sale.hasPayload()).isTrue();
  }

  @Test
  void aDeliveryWithoutPayloadIsNotRedelivered() {
    Sale sale = sale(1).routed("crm").delivered("crm");
    clock.tick(MONTH);
    purgePayloads(clock.instant());
    Delivery delivery = store.deliveries.redeliver(sale.deliveryId()).join().orElseThrow();
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void aPayloadThatIsGoneNeverReachesARoute() {
    Sale gone = sale(1).routed("crm");
    store.writer.write(sql -> sql.update("UPDATE events SET payload = NULL")).join();
    Sale whole = sale(2).routed("crm");
    List<ClaimedDelivery> claimed =
        store
            .deliveries
            .claim(DestinationTerms.of("demo", "crm", Duration.ofMinutes(1)), 10)
            .join()
            .items();
    assertThat(claimed).extracting(c -> c.event().id()).containsExactly(whole.eventId());
    assertThat(store.log.delivery(gone.deliveryId()).orElseThrow())
        .matches(d -> d.status() == DeliveryStatus.DISCARDED && d.dueAt() == null)
        .matches(
            d ->
                "The payload of its event was removed, so there is nothing to deliver."
                    .equals(d.lastError()));
  }

  @Test
  void whatComesAgainAfterItsPayloadWentIsADuplicate() {
    Sale sale = sale(1).routed("crm").delivered("crm");
    clock.tick(MONTH);
    purgePayloads(clock.instant());
    assertThat(store.events.accept(Sale.event("sale-1", "payload 1")).join())
        .isEqualTo(new Acceptance(sale.eventId(), true, EventStatus.ROUTED));
    assertThat(store.events.accept(Sale.event("sale-1", "another")).join().duplicate()).isTrue();
  }

  @Test
  void theLogGoesWithDeliveriesAndAttemptsWhenNothingIsOpen() {
    Sale delivered = sale(1).routed("crm", "mail").delivered("crm").delivered("mail");
    Sale dead = sale(2).routed("crm").dead("crm", "no field");
    Sale unwanted = sale(3).routed();
    clock.tick(MONTH);
    purgePayloads(clock.instant());
    assertThat(deleteLog(clock.instant())).isEqualTo(new Purged(0, 3, 3, 3, "payload 2".length()));
    assertThat(List.of(delivered, dead, unwanted)).noneMatch(Sale::isThere);
    assertThat(count("events") + count("deliveries") + count("attempts")).isZero();
  }

  @Test
  void theLogOfWhatIsOpenStaysWhateverItsAge() {
    List<Sale> staying =
        List.of(
            sale(1).routed("crm"),
            sale(2).routed("mail").claimed("mail"),
            sale(3).routed("sheet").retrying("sheet", "down"),
            sale(4).routed("fax", "sms").dead("fax", "no paper"));
    Sale accepted = sale(5);
    clock.tick(Duration.ofDays(4000));
    assertThat(deleteLog(clock.instant())).isEqualTo(Purged.NOTHING);
    assertThat(staying).allMatch(Sale::hasPayload);
    assertThat(accepted.hasPayload()).isTrue();
    assertThat(count("attempts")).isEqualTo(2);
  }

  @Test
  void theBalanceHoldsBeforeAndAfter() {
    for (int i = 0; i < 12; i++) {
      Sale sale = sale(i).routed("crm", "mail").delivered("crm");
      if (i % 2 == 0) {
        sale.delivered("mail");
      }
      clock.tick(Duration.ofHours(7));
    }
    assertThat(store.balance.since(Instant.EPOCH)).allMatch(Balance::balanced).hasSize(5);
    purgePayloads(clock.instant());
    assertThat(store.balance.since(Instant.EPOCH)).allMatch(Balance::balanced).hasSize(5);
    assertThat(deleteLog(clock.instant()).events()).isEqualTo(6);
    assertThat(store.balance.since(Instant.EPOCH)).allMatch(Balance::balanced);
    assertThat(count("events")).isEqualTo(6);
  }

  @Test
  void aForecastCountsWhatTheRunThenRemoves() {
    sale(1).routed("crm", "mail").delivered("crm").delivered("mail");
    sale(2).routed("crm").dead("crm", "no field");
    sale(3).routed("crm");
    clock.tick(MONTH);
    Purged payloads = store.purge.payloadsToPurge("demo", clock.instant());
    Purged log = store.purge.logToDelete("demo", clock.instant());
    assertThat(count("events")).isEqualTo(3);
    assertThat(payloads).isEqualTo(new Purged(1, 0, 0, 0, 9));
    assertThat(log).isEqualTo(new Purged(0, 2, 3, 3, 18));
    assertThat(deleteLog(clock.instant())).isEqualTo(log);
  }

  @Test
  void batchesAreSmallAndGoOnWhereTheLastOneEnded() {
    for (int i = 0; i < PurgeStore.BATCH + 10; i++) {
      store.events.accept(Sale.event("sale-" + i, "payload")).join();
    }
    afterAMonth();
    List<AgedEvent> first = store.purge.withPayload("demo", clock.instant(), null);
    assertThat(first).hasSize(PurgeStore.BATCH);
    AgedEvent last = first.get(first.size() - 1);
    assertThat(store.purge.withPayload("demo", clock.instant(), last)).hasSize(10);
    assertThat(store.purge.withPayload("venue2", clock.instant(), null)).isEmpty();
  }

  @Test
  void aBatchOfLargePayloadsIsSmaller() {
    String megabyte = "x".repeat(1 << 20);
    for (int i = 0; i < 6; i++) {
      store.events.accept(Sale.event("sale-" + i, megabyte)).join();
    }
    afterAMonth();
    assertThat(store.purge.withPayload("demo", clock.instant(), null)).hasSize(4);
  }

  @Test
  void everyCustomerWithEventsIsKnown() {
    sale(1);
    NewEvent e = Sale.event("sale-1", "payload");
    for (String customer : List.of("venue2", "alpha")) {
      store
          .events
          .accept(
              new NewEvent(
                  customer,
                  e.source(),
                  e.key(),
                  e.type(),
                  e.transaction(),
                  null,
                  null,
                  e.status(),
                  null,
                  e.payload()))
          .join();
    }
    afterAMonth();
    assertThat(store.purge.customers()).containsExactly("alpha", "demo", "venue2");
  }

  /** In which the hub has entered all in its indexes, routed or not. */
  private void afterAMonth() {
    clock.tick(MONTH);
    store.index();
  }

  private Sale sale(int number) {
    return Sale.accepted(store, "sale-" + number, "payload " + number);
  }

  Purged purgePayloads(Instant before) {
    return all(before, store.purge::withPayload, store.purge::purgePayloads);
  }

  Purged deleteLog(Instant before) {
    return all(before, store.purge::withPayload, store.purge::deleteLog)
        .plus(all(before, store.purge::withoutPayload, store.purge::deleteLog));
  }

  /** Which events are next. */
  interface Next {
    List<AgedEvent> of(String customer, Instant before, AgedEvent last);
  }

  private Purged all(
      Instant before, Next next, Function<List<AgedEvent>, CompletableFuture<Purged>> remove) {
    Purged all = Purged.NOTHING;
    List<AgedEvent> batch = next.of("demo", before, null);
    while (!batch.isEmpty()) {
      all = all.plus(remove.apply(batch).join());
      batch = next.of("demo", before, batch.get(batch.size() - 1));
    }
    return all;
  }

  long count(String table) {
    return store.reader.sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }
}
