package io.usher.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.usher.event.Delivery;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.testing.SettableClock;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What searches find, from the first moment on; each database's test extends this. */
abstract class SearchContract {

  private static final String BARCODE = "HB7731QX";

  final SettableClock clock = new SettableClock(Instant.parse("2027-02-06T19:00:00Z"));
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
  void aSaleIsFoundByAllThatItsPeopleKnowOfItAtOnceAndLater() {
    String zoe = sale("Zoë Ångström-O’Neill", "zoe.angstrom@example.com");
    sale("Theo Marchetti", "theo@example.com");
    for (boolean indexed : List.of(false, true)) {
      for (String typed :
          List.of(
              "zoe",
              "ZOË",
              "angst",
              "oneill",
              "O'Neill",
              "zoë neill",
              "zoe.angstrom@example.com",
              "zoe.angstrom@exa",
              "zoe.ang",
              "sale-1",
              "sale1",
              "key-1",
              "harbour zoe",
              "Müller zoe",
              "muller jurgen zoe",
              "jurgen@example.com zoe",
              "41000001",
              "general adm zoe",
              "山田",
              zoe,
              zoe.toUpperCase(java.util.Locale.ROOT))) {
        assertThat(events(typed)).as(typed + ", indexed: " + indexed).containsExactly(zoe);
      }
      for (String typed :
          List.of(
              "oe", "zoes", "zoe theo", "harbour 9", BARCODE, "%", "_", "🎭", "example zoe x")) {
        assertThat(events(typed)).as(typed + ", indexed: " + indexed).isEmpty();
      }
      assertThat(events("example com")).hasSize(2);
      settle();
    }
  }

  @Test
  void anAddressMeansThatOneAndNotAllOfItsHost() {
    String dana = sale("Dana Whitfield", "dana@example.com");
    sale("Dana Marchetti", "d.marchetti@example.com");
    settle();
    assertThat(events("dana@example.com")).containsExactly(dana);
    assertThat(events("@example.com")).hasSize(2);
  }

  @Test
  void whateverIsTypedIsNoError() {
    sale("Dana Whitfield", "dana@example.com");
    for (boolean indexed : List.of(false, true)) {
      for (String typed :
          List.of(
              "\"",
              "'",
              "a'b\"c",
              "*",
              "dana*",
              "AND",
              "dana AND NOT x",
              "NEAR(dana whitfield)",
              "words : dana",
              "^dana",
              "-dana",
              "dana & !x | y:*",
              "\\",
              "(",
              ":*",
              "customer=demo",
              "\u0000",
              "da\u0000na",
              "\uD83D",
              "🎭🎭",
              "\uDE00x",
              "é".repeat(10_000),
              "a ".repeat(5_000),
              "x".repeat(10_000),
              "ﷺ".repeat(1_000),
              "\u0301",
              "\u200B")) {
        assertThatCode(() -> events(typed)).as(typed).doesNotThrowAnyException();
        assertThatCode(() -> deliveries(typed)).as(typed).doesNotThrowAnyException();
        assertThatCode(
                () ->
                    store.scan.count(
                        JobKind.REROUTE,
                        new JobFilter(null, null, null, null, null, null, null, typed),
                        10))
            .as(typed)
            .doesNotThrowAnyException();
      }
      settle();
    }
  }

  @Test
  void pagesGoOnFromWhatIsNotIndexedYetThroughAllThatIs() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      all.add(sale(i % 2 == 0 ? "Dana Whitfield" : "Theo Marchetti", "x@example.com"));
      if (i == 19) {
        settle();
      }
    }
    Collections.reverse(all);
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      Page<Event> page = store.log.events(filter("dana", null, cursor, 4));
      page.items().forEach(event -> found.add(event.id()));
      cursor = page.next();
    } while (cursor != null);
    List<String> danas = new ArrayList<>();
    for (int i = 1; i < 30; i += 2) {
      danas.add(all.get(i));
    }
    assertThat(found).containsExactlyElementsOf(danas);
  }

  @Test
  void whatIsOlderThanTheNewestThousandsIsFoundByTheIndex() {
    String old = sale("Dana Whitfield", "dana@example.com");
    settle();
    many(2100);
    assertThat(events("dana whit")).containsExactly(old);
    assertThat(events("dana sale-1")).containsExactly(old);
    assertThat(events("whitfield marchetti")).isEmpty();
    assertThat(store.log.events(filter("dana", "venue2", null, 50)).items()).isEmpty();
    assertThat(store.log.events(filter("dana", "demo", null, 50)).items()).hasSize(1);
    assertThat(store.log.deliveries(filter("dana", null, null, 50)).items()).isEmpty();
  }

  @Test
  void whatWasCommittedLateIsIndexedByASecondLookInItsPlace() {
    String first = sale("Dana Whitfield", "dana@example.com");
    String late = sale("Dana Whitfield", "dana@example.com");
    String last = sale("Dana Whitfield", "dana@example.com");
    settle();
    store.writer.write(sql -> EventWords.of(store.type).remove(sql, late)).join();
    assertThat(events("dana")).containsExactly(last, first);
    clock.tick(WordIndexer.SECOND_LOOK);
    store.index();
    assertThat(events("dana")).containsExactly(last, late, first);
    many(2100);
    assertThat(events("dana")).containsExactly(last, late, first);
  }

  @Test
  void deliveriesAreFoundByTheirEventTheirIdAndTheirError() {
    Sale dana = new Sale(store, sale("Dana Whitfield", "dana@example.com")).routed("crm");
    Sale theo = new Sale(store, sale("Theo Marchetti", "theo@example.com")).routed("crm");
    dana.dead("crm", "The CRM has no field '50%_off'.");
    for (boolean indexed : List.of(false, true)) {
      assertThat(deliveries("whitfield")).containsExactly(dana.deliveryId());
      assertThat(deliveries("marchetti muller")).containsExactly(theo.deliveryId());
      assertThat(deliveries(theo.deliveryId())).containsExactly(theo.deliveryId());
      assertThat(deliveries(theo.eventId())).containsExactly(theo.deliveryId());
      assertThat(deliveries("field '50%_")).containsExactly(dana.deliveryId());
      assertThat(deliveries("harbour")).containsExactly(theo.deliveryId(), dana.deliveryId());
      settle();
    }
  }

  @Test
  void jobsFindWhatTheListsFind() {
    String dana = sale("Zoë Whitfield", "zoe@example.com");
    sale("Theo Marchetti", "theo@example.com");
    assertThat(reroutes("Whitfield")).isOne();
    settle();
    for (String typed : List.of("zoe whit", "muller zoe", dana)) {
      assertThat(reroutes(typed)).as(typed).isOne();
    }
    assertThat(reroutes("harbour")).isEqualTo(2);
    assertThat(reroutes("oe")).isZero();
  }

  @Test
  void aPurgedPayloadTakesItsWordsAlongAndADeletedEventAll() {
    String id = sale("Dana Whitfield", "dana@example.com");
    new Sale(store, id).routed("crm").delivered("crm");
    settle();
    AgedEvent aged = new AgedEvent(id, clock.millis(), 10);
    store.purge.purgePayloads(List.of(aged)).join();
    assertThat(events("dana")).containsExactly(id);
    assertThat(events("muller")).isEmpty();
    store.purge.deleteLog(List.of(aged)).join();
    assertThat(events("dana")).isEmpty();
    assertThat(count("event_words")).isZero();
  }

  @Test
  void anErasedPersonIsNotFoundEvenIfTheIndexerHadReadTheSaleBefore() {
    String id = sale("Dana Whitfield", "dana@example.com");
    clock.tick(WordIndexer.SETTLED.multipliedBy(2));
    EventWords words = EventWords.of(store.type);
    List<IndexedEvent> read =
        new UnindexedEvents(words, store.reader).after("", Ids.from(clock.instant()));
    store.persons.erase(List.of(new EventErasure(id, true, "{}".getBytes(UTF_8)))).join();
    store
        .writer
        .write(
            sql -> {
              words.addIfThere(sql, List.of(read.get(0)));
              return null;
            })
        .join();
    assertThat(count("event_words")).isOne();
    assertThat(events("dana")).isEmpty();
    assertThat(events("muller")).isEmpty();
    assertThat(events("sale-1")).containsExactly(id);
  }

  @Test
  void onlyOneOfTwoIndexersTakesABatch() {
    sale("Dana Whitfield", "dana@example.com");
    clock.tick(WordIndexer.SETTLED.multipliedBy(2));
    EventWords words = EventWords.of(store.type);
    EventWords.Progress from = words.progress(store.reader);
    EventWords.Progress to = new EventWords.Progress("018f", "");
    assertThat(store.writer.write(sql -> words.advance(sql, from, to)).join()).isTrue();
    assertThat(store.writer.write(sql -> words.advance(sql, from, to)).join()).isFalse();
  }

  void settle() {
    clock.tick(WordIndexer.SETTLED.multipliedBy(2));
    store.index();
    assertThat(store.indexer.next()).isGreaterThanOrEqualTo(WordIndexer.SETTLED);
  }

  private void many(int more) {
    for (int i = 0; i < more; i++) {
      store.events.accept(event("Theo Marchetti", "theo@example.com"));
    }
    sale("Theo Marchetti", "theo@example.com");
    settle();
  }

  String sale(String name, String email) {
    return store.events.accept(event(name, email)).join().eventId();
  }

  private NewEvent event(String name, String email) {
    sales++;
    return new NewEvent(
        "demo",
        "showpass",
        "key-" + sales,
        "invoice.purchase",
        "sale-" + sales,
        name,
        email,
        EventStatus.ACCEPTED,
        null,
        ("""
        {"id": "x", "event_type": "y", "data": {"customer_name": "Nobody", "ticket_items": [
          {"id": %d, "event_name": "Harbour Nights", "name_on_ticket": "Jürgen Müller", "barcode_string": "%s",
           "email_on_ticket": "jurgen@example.com", "ticket_type_name": "General Admission"}],
         "invoice_items": [{"event_name": "Harbour Nights", "product_name": "%s"}]}}""")
            .formatted(41_000_000 + sales, BARCODE, sales == 1 ? "山田太郎" : "Shirt")
            .getBytes(UTF_8));
  }

  List<String> events(String typed) {
    return store.log.events(filter(typed, null, null, 50)).items().stream().map(Event::id).toList();
  }

  private List<String> deliveries(String typed) {
    return store.log.deliveries(filter(typed, null, null, 50)).items().stream()
        .map(Delivery::id)
        .toList();
  }

  private long reroutes(String typed) {
    return store.scan.count(
        JobKind.REROUTE, new JobFilter(null, null, null, null, null, null, null, typed), 10);
  }

  private long count(String table) {
    return store.reader.sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }

  private static LogFilter filter(
      String typed, @Nullable String customer, @Nullable String cursor, int limit) {
    return new LogFilter(customer, null, null, null, null, null, typed, cursor, limit);
  }
}
