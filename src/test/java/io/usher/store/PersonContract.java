package io.usher.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.usher.event.Attempt;
import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an erasure leaves of an event; each database's test extends this. */
abstract class PersonContract {

  private static final byte[] REST = "{\"rest\":1}".getBytes(UTF_8);

  final SettableClock clock = new SettableClock(Instant.parse("2027-02-06T19:00:00Z"));
  private StoreParts store;

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
  void ofABuyersEventTextsGoAndWhatIsOpenIsGivenUp() {
    Sale sale = Sale.accepted(store, "sale-1", "payload").routed("crm", "mail", "sms");
    sale.delivered("crm").retrying("mail", "no mailbox for Dana").claimed("sms");
    ErasedTexts erased = erase(new EventErasure(sale.eventId(), true, REST));
    assertThat(erased.discarded()).hasSize(2);
    assertThat(erased.inFlight()).isEmpty();
    assertThat(erased.attempts()).isEqualTo(2);
    assertThat(event(sale))
        .matches(e -> e.buyerName() == null && e.buyerEmail() == null)
        .matches(e -> clock.instant().equals(e.erasedAt()) && e.status() == EventStatus.ROUTED);
    assertThat(store.log.payload(sale.eventId())).hasValue(REST);
    assertThat(store.log.deliveriesOf(sale.eventId()))
        .extracting(Delivery::status)
        .containsOnly(DeliveryStatus.DELIVERED, DeliveryStatus.DISCARDED);
    for (Delivery delivery : store.log.deliveriesOf(sale.eventId())) {
      assertThat(String.valueOf(delivery.lastError())).doesNotContain("Dana");
      assertThat(store.log.attempts(delivery.id()))
          .allMatch(a -> a.response() == null && a.cause() == null)
          .extracting(Attempt::error)
          .allMatch(error -> error == null || error.equals("[erased]"));
    }
    assertThat(store.balance.since(Instant.EPOCH)).allMatch(Balance::balanced);
  }

  @Test
  void ofATicketHoldersEventTheSaleGoesOn() {
    Sale sale = Sale.accepted(store, "sale-1", "payload").routed("crm", "mail").claimed("crm");
    ErasedTexts erased = erase(new EventErasure(sale.eventId(), false, REST));
    assertThat(erased.discarded()).isEmpty();
    assertThat(erased.inFlight()).hasSize(1);
    assertThat(event(sale).buyerName()).isEqualTo("Dana Whitfield");
    ClaimedDelivery claimed =
        store
            .deliveries
            .claim(DestinationTerms.of("demo", "mail", Duration.ofMinutes(1)), 1)
            .join()
            .items()
            .get(0);
    assertThat(claimed.payload().bytes()).isEqualTo(REST);
  }

  @Test
  void anEventThatIsNotRoutedYetIsNoLongerRouted() {
    Sale sale = Sale.accepted(store, "sale-1", "payload");
    erase(new EventErasure(sale.eventId(), true, null));
    assertThat(event(sale).status()).isEqualTo(EventStatus.UNROUTED);
    assertThat(event(sale).statusReason())
        .isEqualTo("The buyer's data was erased before it was routed.");
    assertThat(sale.hasPayload()).isFalse();
    assertThat(store.events.claim("demo", 1, Duration.ofMinutes(1)).join().items()).isEmpty();
  }

  @Test
  void whatComesAgainAfterAnErasureIsADuplicateWhateverItHolds() {
    Sale sale = Sale.accepted(store, "sale-1", "payload").routed();
    erase(new EventErasure(sale.eventId(), false, REST));
    for (String again : List.of("payload", "other content")) {
      assertThat(store.events.accept(Sale.event("sale-1", again)).join())
          .isEqualTo(new Acceptance(sale.eventId(), true, EventStatus.ROUTED));
    }
    assertThat(store.log.payload(sale.eventId())).hasValue(REST);
  }

  @Test
  void everyPlaceWithFreeTextIsReadToItsEndAndCanBeRewritten() {
    for (int i = 0; i < 3; i++) {
      Sale.accepted(store, "sale-" + i, "payload")
          .routed("crm", "mail")
          .dead("crm", "no " + i)
          .dead("mail", "no");
    }
    List<TextRow> rows = store.persons.textsAfter(FreeText.ATTEMPTS, null);
    assertThat(rows).hasSize(6);
    assertThat(store.persons.textsAfter(FreeText.ATTEMPTS, rows.get(3))).hasSize(2);
    TextRow first = rows.get(0);
    assertThat(first.texts()).hasSize(3);
    TextRow changed = new TextRow(first.key(), Arrays.asList(null, "b", "c"));
    assertThat(store.persons.replace(FreeText.ATTEMPTS, List.of(changed)).join()).isEqualTo(1);
    assertThat(store.persons.textsAfter(FreeText.ATTEMPTS, null).get(0)).isEqualTo(changed);
    for (FreeText place : FreeText.values()) {
      List<TextRow> page = store.persons.textsAfter(place, null);
      assertThat(
              page.isEmpty()
                  || store.persons.textsAfter(place, page.get(page.size() - 1)).isEmpty())
          .as(place.name())
          .isTrue();
    }
  }

  @Test
  void recordsAreKeptNewestFirst() {
    Erasure older = new Erasure("018f-1", clock.instant(), "admin", "abc", "{}");
    Erasure newer = new Erasure("018f-2", clock.instant(), "admin", "def", "{}");
    store.persons.keep(older).join();
    store.persons.keep(newer).join();
    store.persons.keep(newer).join();
    assertThat(store.persons.erasures()).containsExactly(newer, older);
  }

  private ErasedTexts erase(EventErasure erasure) {
    return store.persons.erase(List.of(erasure)).join().get(0);
  }

  private Event event(Sale sale) {
    return store.log.event(sale.eventId()).orElseThrow();
  }
}
