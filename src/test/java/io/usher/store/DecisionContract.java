package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.event.Delivery;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.store.AuditEntry.Outcome;
import io.usher.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only people decide, whose rows they reach, and who they are, on every database. */
abstract class DecisionContract {

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final LogFilter ANY =
      new LogFilter(null, null, null, null, null, null, null, null, 100);

  final SettableClock clock = new SettableClock(Instant.parse("2027-02-07T09:00:00Z"));
  private StoreParts store;

  abstract StoreParts open(Clock clock) throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = open(clock);
  }

  @AfterEach
  void everyRowIsAccountedForThenTheStoreCloses() throws Exception {
    store.reach = Reach.EVERYTHING;
    assertThat(store.balance.since(Instant.EPOCH)).allMatch(Balance::balanced);
    store.close();
  }

  private String accepted(String customer, String key, EventStatus status) {
    NewEvent event =
        new NewEvent(
            customer,
            "showpass",
            key,
            "invoice.purchase",
            key,
            "Ana Costa",
            "ana@example.com",
            status,
            status == EventStatus.QUARANTINED ? "Another organization." : null,
            "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return store.events.accept(event).join().eventId();
  }

  private Delivery dead(String customer, String key) {
    String event = accepted(customer, key, EventStatus.ACCEPTED);
    ClaimedEvent claimed = store.events.claim(customer, 10, LEASE).join().items().get(0);
    store.routed(claimed, List.of("crm"), false).join();
    return store.log.deliveriesOf(event).get(0);
  }

  private EventStatus status(String event) {
    return store.log.event(event).map(Event::status).orElseThrow();
  }

  @Test
  void aReleasedEventIsRoutedLikeAnyOther() {
    String event = accepted("demo", "1", EventStatus.QUARANTINED);
    assertThat(store.events.claim("demo", 10, LEASE).join().items()).isEmpty();
    assertThat(store.decisions.release(event).join()).isEqualTo(Decided.DONE);
    assertThat(store.decisions.release(event).join()).isEqualTo(Decided.WRONG_STATUS);
    ClaimedEvent claimed = store.events.claim("demo", 10, LEASE).join().items().get(0);
    assertThat(claimed.event().id()).isEqualTo(event);
    store.routed(claimed, List.of("crm"), false).join();
    assertThat(status(event)).isEqualTo(EventStatus.ROUTED);
    assertThat(store.decisions.discardEvent(event).join()).isEqualTo(Decided.WRONG_STATUS);
  }

  @Test
  void aDiscardedEventStaysIsNotReroutedAndCanStillBeReleased() {
    String event = accepted("demo", "1", EventStatus.QUARANTINED);
    assertThat(store.decisions.discardEvent(event).join()).isEqualTo(Decided.DONE);
    assertThat(store.decisions.discardEvent(event).join()).as("again").isEqualTo(Decided.DONE);
    assertThat(status(event)).isEqualTo(EventStatus.DISCARDED);
    assertThat(store.events.reroute(event, Reroute.ANYWHERE).join()).isEqualTo(Rerouted.DISCARDED);
    assertThat(store.balance.since(Instant.EPOCH).get(0).events())
        .containsEntry("discarded", 1L)
        .containsEntry("total", 1L);
    assertThat(store.decisions.release(event).join()).isEqualTo(Decided.DONE);
    assertThat(status(event)).isEqualTo(EventStatus.ACCEPTED);
  }

  @Test
  void anEventThatNoRuleTookCanBeDiscarded() {
    String event = accepted("demo", "1", EventStatus.ACCEPTED);
    assertThat(store.decisions.discardEvent(event).join()).isEqualTo(Decided.WRONG_STATUS);
    ClaimedEvent claimed = store.events.claim("demo", 10, LEASE).join().items().get(0);
    store.routed(claimed, List.of(), false).join();
    assertThat(status(event)).isEqualTo(EventStatus.UNROUTED);
    assertThat(store.decisions.discardEvent(event).join()).isEqualTo(Decided.DONE);
  }

  @Test
  void aDiscardedDeliveryIsNotAttemptedAndCanBeRedelivered() {
    Delivery delivery = dead("demo", "1");
    assertThat(store.decisions.discardDelivery(delivery.id()).join()).isEqualTo(Decided.DONE);
    assertThat(store.decisions.discardDelivery(delivery.id()).join())
        .as("again")
        .isEqualTo(Decided.DONE);
    assertThat(store.log.delivery(delivery.id()).orElseThrow().status().name())
        .isEqualTo("DISCARDED");
    assertThat(store.log.delivery(delivery.id()).orElseThrow().finishedAt()).isNotNull();
    assertThat(store.deliveries.redeliver(delivery.id()).join().orElseThrow().status().name())
        .isEqualTo("PENDING");
    assertThat(store.decisions.discardDelivery("nobody").join()).isEqualTo(Decided.ABSENT);
    assertThat(store.decisions.discardEvent("nobody").join()).isEqualTo(Decided.ABSENT);
    assertThat(store.decisions.release("nobody").join()).isEqualTo(Decided.ABSENT);
  }

  @Test
  void whoIsLimitedSeesCountsAndTouchesNothingOfOthers() {
    Delivery ours = dead("demo", "1");
    Delivery theirs = dead("venue2", "2");
    String held = accepted("venue2", "3", EventStatus.QUARANTINED);
    NewJob job =
        new NewJob(
            JobKind.REDELIVER,
            new JobFilter("venue2", null, null, null, null, null, null, null),
            Reroute.ANYWHERE,
            Rate.USUAL,
            "admin",
            null);
    Job foreign = store.jobs.create(job).join();
    store.destinations.pause("venue2", "crm", "admin").join();
    store.reach = Reach.only(List.of("demo"));
    assertThat(store.log.events(ANY).items()).extracting(Event::customer).containsOnly("demo");
    assertThat(store.log.deliveries(ANY).items())
        .extracting(Delivery::id)
        .containsExactly(ours.id());
    for (String status : List.of("PENDING", "DEAD")) {
      LogFilter filter = new LogFilter("venue2", status, null, null, null, null, null, null, 100);
      assertThat(store.log.deliveries(filter).items()).isEmpty();
    }
    assertThat(store.log.event(theirs.eventId())).isEmpty();
    assertThat(store.log.payload(theirs.eventId())).isEmpty();
    assertThat(store.log.payload(ours.eventId())).isPresent();
    assertThat(store.log.deliveriesOf(theirs.eventId())).isEmpty();
    assertThat(store.log.delivery(theirs.id())).isEmpty();
    assertThat(store.log.attempts(theirs.id())).isEmpty();
    assertThat(store.balance.since(Instant.EPOCH))
        .extracting(Balance::customer)
        .containsOnly("demo");
    assertThat(store.jobs.find(foreign.id())).isEmpty();
    assertThat(store.jobs.list(null, 10, null).items()).isEmpty();
    assertThat(store.jobs.cancel(foreign.id()).join()).isEmpty();
    assertThat(store.destinations.states()).isEmpty();
    assertThat(store.deliveries.redeliver(theirs.id()).join()).isEmpty();
    assertThat(store.events.reroute(theirs.eventId(), Reroute.ANYWHERE).join())
        .isEqualTo(Rerouted.ABSENT);
    assertThat(store.decisions.release(held).join()).isEqualTo(Decided.ABSENT);
    assertThat(store.decisions.discardEvent(held).join()).isEqualTo(Decided.ABSENT);
    assertThat(store.decisions.discardDelivery(theirs.id()).join()).isEqualTo(Decided.ABSENT);
    store.reach = Reach.NOTHING;
    assertThat(store.log.events(ANY).items()).isEmpty();
    store.reach = Reach.only(List.of("demo", "venue2"));
    assertThat(store.log.events(ANY).items()).hasSize(3);
  }

  @Test
  void usersAreKeptWithRoleAndCustomers() {
    assertThat(store.users.add("anna", "{bcrypt}x", "OPERATOR", Reach.only(List.of("demo"))))
        .isTrue();
    assertThat(store.users.add("anna", "{bcrypt}y", "ADMIN", Reach.EVERYTHING)).isFalse();
    User anna = store.users.find("anna").orElseThrow();
    assertThat(anna.role()).isEqualTo("OPERATOR");
    assertThat(anna.reach().limit()).isEqualTo(Set.of("demo"));
    assertThat(anna.toString()).doesNotContain("bcrypt");
    clock.tick(Duration.ofSeconds(1));
    store.users.setRole("anna", "VIEWER", Reach.EVERYTHING);
    User changed = store.users.find("anna").orElseThrow();
    assertThat(changed.reach().isEverything()).isTrue();
    assertThat(changed.changedAt()).isAfter(anna.changedAt());
    assertThat(store.users.remove("anna")).isTrue();
    assertThat(store.users.remove("anna")).isFalse();
    assertThat(store.users.all()).isEmpty();
  }

  @Test
  void aTokenIsFoundByItsHashAndRevokedOnce() {
    Token token =
        store.tokens.add(
            new NewToken(
                "nightly",
                "usher_abc",
                "hash",
                "VIEWER",
                Reach.only(List.of("demo")),
                List.of("events:read", "jobs:write"),
                "admin",
                clock.instant().plusSeconds(60)));
    assertThat(store.tokens.withHash("hash")).contains(token);
    assertThat(token.scopes()).containsExactly("events:read", "jobs:write");
    assertThat(store.tokens.revoke(token.id())).isTrue();
    Instant revoked = store.tokens.find(token.id()).orElseThrow().revokedAt();
    clock.tick(Duration.ofSeconds(1));
    assertThat(store.tokens.revoke(token.id())).isTrue();
    assertThat(store.tokens.find(token.id()).orElseThrow().revokedAt()).isEqualTo(revoked);
    assertThat(store.tokens.revoke("nobody")).isFalse();
  }

  @Test
  void theAuditLogIsReadBackByFiltersAndPagesAndGoesByAge() {
    for (int i = 0; i < 5; i++) {
      entry("anna", i % 2 == 0 ? "delivery.redeliver" : "deliveryroom.open");
      clock.tick(Duration.ofMinutes(1));
    }
    String long_ = "x".repeat(5_000);
    store
        .audit
        .add(
            new AuditEntry(
                store.audit.nextId(),
                clock.instant(),
                "bert",
                "api",
                "127.0.0.1",
                "job.create",
                long_,
                null,
                Outcome.BEGUN,
                null))
        .join();
    Page<AuditEntry> first = store.audit.list(filter(null, "delivery", null, 2));
    assertThat(first.items()).hasSize(2).allMatch(e -> e.action().equals("delivery.redeliver"));
    Page<AuditEntry> second = store.audit.list(filter(null, "delivery", first.next(), 2));
    assertThat(second.items()).hasSize(1);
    assertThat(second.next()).isNull();
    AuditEntry bert = store.audit.list(filter("bert", null, null, 10)).items().get(0);
    assertThat(bert.subject()).hasSizeLessThan(600);
    store.audit.end(bert.id(), Outcome.DONE, "well").join();
    assertThat(store.audit.list(filter("bert", null, null, 10)).items().get(0).outcome())
        .isEqualTo(Outcome.DONE);
    Instant before = Instant.parse("2027-02-07T09:03:00Z");
    assertThat(store.audit.removeBefore(before).join()).isEqualTo(3);
    assertThat(store.audit.list(filter(null, null, null, 10)).items()).hasSize(3);
  }

  private void entry(String who, String action) {
    store
        .audit
        .add(
            new AuditEntry(
                store.audit.nextId(),
                clock.instant(),
                who,
                "cli",
                "127.0.0.1",
                action,
                "1",
                "demo",
                Outcome.DONE,
                null))
        .join();
  }

  private static AuditFilter filter(String who, String action, String cursor, int limit) {
    return new AuditFilter(who, action, null, null, null, null, null, cursor, limit);
  }
}
