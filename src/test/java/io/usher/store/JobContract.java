package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.usher.event.Attempt;
import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.event.Outcome;
import io.usher.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must do with jobs; each one's test extends this. */
abstract class JobContract {

  private static final Instant MORNING_AFTER = Instant.parse("2027-02-07T09:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final JobFilter ANY = filter(null, null, null);

  final SettableClock clock = new SettableClock(MORNING_AFTER);
  private StoreParts store;

  /** Opens the store, or opens it again on what it holds. */
  abstract StoreParts open(Clock clock) throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = open(clock);
  }

  @AfterEach
  void everyRowIsAccountedForThenTheStoreCloses() throws Exception {
    assertBalanced();
    store.close();
  }

  // Redelivering

  @Test
  void aJobRedeliversWhatItsFilterNamesAndNothingElse() {
    List<String> dead = deadAt("crm", 1, 3);
    String mail = deadAt("mail", 4, 4).get(0);
    String delivered = deliveredAt("crm", 5).id();
    Job job = finished(redeliver(filter("crm", "DEAD", null)));
    assertThat(job.status()).isEqualTo(JobStatus.DONE);
    assertThat(List.of(job.total(), job.done(), job.skipped())).containsExactly(3L, 3L, 0L);
    assertThat(dead).allSatisfy(id -> assertThat(status(id)).isEqualTo(DeliveryStatus.PENDING));
    assertThat(status(mail)).isEqualTo(DeliveryStatus.DEAD);
    assertThat(status(delivered)).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void aRedeliveredDeliveryIsDueNowWithAFreshScheduleAndItsAttemptIsManual() {
    String id = deadAt("crm", 1, 1).get(0);
    clock.tick(Duration.ofHours(1));
    finished(redeliver(ANY));
    ClaimedDelivery claimed = claim("crm", 10).get(0);
    assertThat(claimed.delivery().id()).isEqualTo(id);
    assertThat(claimed.manual()).isTrue();
    assertThat(claimed.scheduledAttempt()).isEqualTo(1);
    assertThat(claimed.delivery().attempts()).isEqualTo(2);
    store.deliveries.record(claimed, delivered(), Setback.NONE).join();
    assertThat(store.log.attempts(id)).extracting(Attempt::manual).containsExactly(false, true);
  }

  @Test
  void withoutAStatusOnlyWhatWaitsOrIsDeadIsTaken() {
    String dead = deadAt("crm", 1, 1).get(0);
    String delivered = deliveredAt("crm", 2).id();
    deliver("crm", 3);
    String inFlight = claim("crm", 1).get(0).delivery().id();
    deliver("crm", 4);
    assertThat(store.scan.count(JobKind.REDELIVER, ANY, 100)).isEqualTo(2);
    assertThat(finished(redeliver(ANY)).done()).isEqualTo(2);
    assertThat(status(dead)).isEqualTo(DeliveryStatus.PENDING);
    assertThat(status(delivered)).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(status(inFlight)).isEqualTo(DeliveryStatus.IN_FLIGHT);
    finished(redeliver(filter(null, "DELIVERED", null)));
    assertThat(status(delivered)).isEqualTo(DeliveryStatus.PENDING);
  }

  @Test
  void everyFilterOfTheDeliveriesLeavesOutWhatItShould() {
    String first = deadAt("crm", 1, 1).get(0);
    clock.tick(Duration.ofHours(1));
    String second = deadAt("mail", 2, 2).get(0);
    Instant between = MORNING_AFTER.plusSeconds(60);
    assertThat(matching(new JobFilter("demo", null, null, null, null, null, null, null)))
        .containsExactly(first, second);
    assertThat(matching(new JobFilter("venue2", null, null, null, null, null, null, null)))
        .isEmpty();
    assertThat(matching(filter("mail", null, null))).containsExactly(second);
    assertThat(matching(filter(null, "RETRYING", null))).isEmpty();
    assertThat(matching(new JobFilter(null, null, null, "invoice.refund", null, null, null, null)))
        .isEmpty();
    assertThat(matching(new JobFilter(null, null, null, null, between, null, null, null)))
        .containsExactly(second);
    assertThat(matching(new JobFilter(null, null, null, null, null, between, null, null)))
        .containsExactly(first);
    assertThat(matching(filter(null, null, "no field"))).containsExactly(first, second);
    assertThat(matching(filter(null, null, "no%field"))).isEmpty();
    assertThat(matching(new JobFilter(null, null, null, null, null, null, null, "dana-2")))
        .containsExactly(second);
  }

  @Test
  void batchesFollowTheRateAndAWholeJobVisitsEachRowOnce() {
    deadAt("crm", 1, 23);
    Job job = create(JobKind.REDELIVER, ANY, "10/s");
    List<Long> done = new ArrayList<>();
    for (int batch = 1; batch <= 3; batch++) {
      assertThat(workOnce()).isTrue();
      done.add(job(job).done());
      assertThat(store.jobs.claim().join()).as("before its time").isEmpty();
      assertBalanced();
      clock.tick(Duration.ofSeconds(1));
    }
    assertThat(done).containsExactly(10L, 20L, 23L);
    assertThat(job(job).status()).isEqualTo(JobStatus.DONE);
    assertThat(store.jobs.nextDue()).isEmpty();
  }

  @Test
  void whatChangedBetweenLookingAndWritingIsSkipped() {
    List<String> ids = deadAt("crm", 1, 2);
    Job job = redeliver(filter("crm", "DEAD", null));
    store.deliveries.redeliver(ids.get(0)).join();
    ClaimedDelivery attempt = claim("crm", 1).get(0);
    job = finished(job);
    assertThat(List.of(job.total(), job.done(), job.skipped())).containsExactly(2L, 1L, 1L);
    assertThat(store.deliveries.record(attempt, delivered(), Setback.NONE).join()).isTrue();
  }

  @Test
  void aDeliveryWhosePayloadWasRemovedIsSkipped() {
    String id = deadAt("crm", 1, 1).get(0);
    removePayloads();
    assertThat(finished(redeliver(ANY)).skipped()).isEqualTo(1);
    assertThat(status(id)).isEqualTo(DeliveryStatus.DEAD);
  }

  @Test
  void whatComesAfterTheJobIsNotVisited() {
    deadAt("crm", 1, 1);
    Job job = redeliver(filter(null, "DEAD", null));
    String later = deadAt("crm", 2, 2).get(0);
    assertThat(finished(job).total()).isEqualTo(1);
    assertThat(status(later)).isEqualTo(DeliveryStatus.DEAD);
  }

  // Restarts, leases, people

  @Test
  void aJobGoesOnWhereItStoppedWhenTheStoreOpensAgain() throws Exception {
    deadAt("crm", 1, 25);
    Job job = create(JobKind.REDELIVER, ANY, "10/s");
    workOnce();
    clock.tick(Duration.ofSeconds(1));
    ClaimedJob held = store.jobs.claim().join().orElseThrow();
    store.close();
    store = open(clock);
    clock.tick(Duration.ofMinutes(2)); // a shared database can't know that the holder is gone
    ClaimedJob next = store.jobs.claim().join().orElseThrow();
    assertThat(store.batches.work(held).join()).as("a dead process's batch").isFalse();
    assertThat(next.afterId()).isEqualTo(held.afterId()).isNotEmpty();
    assertThat(store.jobs.failed(next, "Not yet.").join()).isTrue();
    clock.tick(Duration.ofSeconds(5));
    assertThat(job(job).done()).isEqualTo(10);
    job = finished(job);
    assertThat(List.of(job.total(), job.done(), job.skipped())).containsExactly(25L, 25L, 0L);
    List<ClaimedDelivery> all = claim("crm", 100);
    assertThat(all).hasSize(25);
    all.forEach(claimed -> store.deliveries.record(claimed, delivered(), Setback.NONE).join());
    assertThat(claim("crm", 100)).as("redelivered twice").isEmpty();
  }

  @Test
  void oneWorksOnAJobAtATimeAndALateHolderWritesNothing() {
    List<String> ids = deadAt("crm", 1, 1);
    redeliver(ANY);
    ClaimedJob late = store.jobs.claim().join().orElseThrow();
    assertThat(store.jobs.claim().join()).isEmpty();
    clock.tick(Duration.ofMinutes(2));
    ClaimedJob holder = store.jobs.claim().join().orElseThrow();
    assertThat(store.batches.work(late).join()).isFalse();
    assertThat(status(ids.get(0))).isEqualTo(DeliveryStatus.DEAD);
    assertThat(store.batches.work(holder).join()).isTrue();
    assertThat(store.batches.work(holder).join()).isFalse();
  }

  @Test
  void theJobThatHasWaitedLongestIsServedFirst() {
    deadAt("crm", 1, 40);
    Job first = create(JobKind.REDELIVER, filter(null, "DEAD", null), "10/s");
    clock.tick(Duration.ofMillis(500));
    Job second = create(JobKind.REDELIVER, filter("crm", "DEAD", null), "10/s");
    for (Job expected : List.of(first, second)) {
      ClaimedJob claimed = store.jobs.claim().join().orElseThrow();
      assertThat(claimed.job().id()).isEqualTo(expected.id());
      store.batches.work(claimed).join();
    }
    clock.tick(Duration.ofSeconds(1));
    assertThat(store.jobs.claim().join().orElseThrow().job().id()).isEqualTo(first.id());
  }

  @Test
  void aPausedJobDoesNothingUntilItIsResumed() {
    deadAt("crm", 1, 25);
    Job job = create(JobKind.REDELIVER, ANY, "10/s");
    workOnce();
    clock.tick(Duration.ofSeconds(1));
    ClaimedJob underWay = store.jobs.claim().join().orElseThrow();
    assertThat(pause(job).status()).isEqualTo(JobStatus.PAUSED);
    assertThat(pause(job).status()).as("once more").isEqualTo(JobStatus.PAUSED);
    assertThat(store.batches.work(underWay).join()).isFalse();
    clock.tick(Duration.ofHours(1));
    assertThat(store.jobs.claim().join()).isEmpty();
    assertThat(store.jobs.resume(job.id()).join().orElseThrow().status())
        .isEqualTo(JobStatus.RUNNING);
    assertThat(finished(job).done()).isEqualTo(25);
  }

  @Test
  void aCancelledJobLeavesTheRestAloneForGood() {
    deadAt("crm", 1, 25);
    Job job = create(JobKind.REDELIVER, ANY, "10/s");
    workOnce();
    assertThat(store.jobs.cancel(job.id()).join().orElseThrow().status())
        .isEqualTo(JobStatus.CANCELLED);
    clock.tick(Duration.ofHours(1));
    assertThat(store.jobs.claim().join()).isEmpty();
    assertThat(store.jobs.resume(job.id()).join().orElseThrow().status())
        .isEqualTo(JobStatus.CANCELLED);
    assertThat(count("DEAD")).isEqualTo(15);
    assertThat(store.jobs.cancel("nobody's").join()).isEmpty();
  }

  @Test
  void aFinishedJobCanBeNeitherPausedNorCancelled() {
    Job job = finished(redeliver(ANY));
    assertThat(pause(job).status()).isEqualTo(JobStatus.DONE);
    assertThat(store.jobs.cancel(job.id()).join().orElseThrow().status()).isEqualTo(JobStatus.DONE);
  }

  @Test
  void aJobWhoseBatchesFailTenTimesInARowWaitsForAPerson() {
    deadAt("crm", 1, 1);
    Job job = redeliver(ANY);
    for (int failure = 1; failure <= 10; failure++) {
      assertThat(job(job).status()).isEqualTo(JobStatus.RUNNING);
      ClaimedJob claimed = store.jobs.claim().join().orElseThrow();
      assertThat(store.jobs.failed(claimed, "The disk is full.").join()).isTrue();
      assertThat(store.jobs.claim().join()).as("at once").isEmpty();
      clock.tick(Duration.ofSeconds(5));
    }
    assertThat(job(job).status()).isEqualTo(JobStatus.FAILED);
    assertThat(job(job).lastError()).isEqualTo("The disk is full.");
    store.jobs.resume(job.id()).join();
    Job done = finished(job);
    assertThat(done.done()).isEqualTo(1);
    assertThat(done.lastError()).isNull();
  }

  @Test
  void theSameIdempotencyKeyIsTheSameJob() {
    NewJob wish = wish(JobKind.REDELIVER, ANY, Reroute.ANYWHERE, "10/s", "key-1");
    Job first = store.jobs.create(wish).join();
    assertThat(store.jobs.create(wish).join()).isEqualTo(first);
    List<Job> raced =
        IntStream.range(0, 20)
            .parallel()
            .mapToObj(
                i ->
                    store
                        .jobs
                        .create(wish(JobKind.REDELIVER, ANY, Reroute.ANYWHERE, "10/s", "key-2"))
                        .join())
            .distinct()
            .toList();
    assertThat(raced).hasSize(1);
    assertThat(store.jobs.list(null, 10, null).items()).hasSize(2);
    assertThat(redeliver(ANY).id()).as("without a key").isNotEqualTo(redeliver(ANY).id());
  }

  @Test
  void onlyTheNewestThousandJobsAreKeptAndNoneThatRuns() {
    Job running = redeliver(ANY);
    for (int i = 0; i < JobStore.KEPT + 5; i++) {
      store.jobs.cancel(redeliver(ANY).id()).join();
    }
    assertThat(store.reader.sql("SELECT count(*) FROM jobs").query(Long.class).single())
        .isEqualTo(JobStore.KEPT + 1);
    assertThat(job(running).status()).isEqualTo(JobStatus.RUNNING);
  }

  @Test
  void jobsAreListedNewestFirstPageByPage() {
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(i -> redeliver(ANY).id())
            .sorted(Comparator.reverseOrder())
            .toList();
    store.jobs.cancel(ids.get(1)).join();
    Page<Job> page = store.jobs.list(null, 3, null);
    assertThat(page.items()).extracting(Job::id).isEqualTo(ids.subList(0, 3));
    assertThat(store.jobs.list(null, 3, page.next()).items())
        .extracting(Job::id)
        .isEqualTo(ids.subList(3, 5));
    assertThat(store.jobs.list("CANCELLED", 3, null).items())
        .extracting(Job::id)
        .containsExactly(ids.get(1));
  }

  @Test
  void aJobTellsWhatWasAskedAndByWhom() {
    JobFilter filter =
        new JobFilter(
            "demo",
            "crm",
            "DEAD",
            "invoice.purchase",
            MORNING_AFTER.minusSeconds(60),
            MORNING_AFTER.plusNanos(123_456),
            "no field",
            "dana");
    Job made =
        store
            .jobs
            .create(
                wish(
                    JobKind.REDELIVER,
                    filter,
                    new Reroute(List.of("crm", "mail"), true),
                    "600/m",
                    null))
            .join();
    assertThat(job(made)).isEqualTo(made);
    assertThat(made.filter()).isEqualTo(filter);
    assertThat(made.reroute()).isEqualTo(new Reroute(List.of("crm", "mail"), true));
    assertThat(made.rate()).hasToString("600/m");
    assertThat(made.createdBy()).isEqualTo("morgan");
    assertThat(made.createdAt()).isEqualTo(MORNING_AFTER);
  }

  @Test
  void timesNarrowByIdsTooWithoutLosingARowAtTheirEdges() {
    List<String> ids = deadAt("crm", 1, 2);
    clock.tick(Duration.ofHours(3));
    ids = Stream.concat(ids.stream(), deadAt("crm", 3, 3).stream()).toList();
    Instant later = clock.instant();
    assertThat(matching(between(MORNING_AFTER, later.plusMillis(1)))).isEqualTo(ids);
    assertThat(matching(between(MORNING_AFTER, later))).isEqualTo(ids.subList(0, 2));
    assertThat(matching(between(MORNING_AFTER.plusMillis(1), null))).isEqualTo(ids.subList(2, 3));
    assertThat(matching(between(later, null))).isEqualTo(ids.subList(2, 3));
  }

  private static JobFilter between(Instant since, @Nullable Instant until) {
    return new JobFilter(null, null, null, null, since, until, null, null);
  }

  // Re-routing

  @Test
  void aReroutedEventReachesANewDestinationAndNoOldOneTwice() {
    Delivery crm = deliveredAt("crm", 1);
    finished(reroute(Reroute.ANYWHERE));
    ClaimedEvent again = claimEvents(10).get(0);
    assertThat(again.event().id()).isEqualTo(crm.eventId());
    assertThat(again.routings()).isZero();
    assertBalanced();
    assertThat(store.routed(again, List.of("crm", "mail"), false).join()).isTrue();
    assertThat(status(crm.id())).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(claim("crm", 10)).isEmpty();
    assertThat(claim("mail", 10)).hasSize(1);
    assertThat(event(crm.eventId()).status()).isEqualTo(EventStatus.ROUTED);
  }

  @Test
  void onlyTheChosenDestinationsCount() {
    String id = deliveredAt("crm", 1).eventId();
    finished(reroute(new Reroute(List.of("mail"), false)));
    store.routed(claimEvents(1).get(0), List.of("crm", "mail", "sheet"), false).join();
    assertThat(store.log.deliveriesOf(id))
        .extracting(Delivery::destination)
        .containsExactly("crm", "mail");
    // The choice is gone with the routing that it was for.
    assertThat(store.events.reroute(id, Reroute.ANYWHERE).join()).isEqualTo(Rerouted.WAITING);
    store.routed(claimEvents(1).get(0), List.of("crm", "mail", "sheet"), false).join();
    assertThat(store.log.deliveriesOf(id)).hasSize(3);
  }

  @Test
  void whatIsFinishedIsDeliveredAgainOnlyWhenThatIsAskedFor() {
    Delivery crm = deliveredAt("crm", 1);
    String dead = deadAt("crm", 2, 2).get(0);
    finished(reroute(new Reroute(List.of("crm"), true)));
    claimEvents(10).forEach(e -> store.routed(e, List.of("crm", "mail"), false).join());
    assertThat(status(crm.id())).isEqualTo(DeliveryStatus.PENDING);
    assertThat(status(dead)).isEqualTo(DeliveryStatus.PENDING);
    assertThat(claim("crm", 10)).hasSize(2).allMatch(ClaimedDelivery::manual);
    assertThat(claim("mail", 10)).isEmpty();
  }

  @Test
  void anEventThatTheRouterSendsToNoneOfTheChosenStaysRoutedWhenItWasDeliveredBefore() {
    String routed = deliveredAt("crm", 1).eventId();
    String unrouted = unrouted(2);
    finished(reroute(new Reroute(List.of("sheet"), false)));
    claimEvents(10).forEach(e -> store.routed(e, List.of("crm"), false).join());
    assertThat(event(routed).status()).isEqualTo(EventStatus.ROUTED);
    assertThat(event(unrouted).status()).isEqualTo(EventStatus.UNROUTED);
    assertThat(store.log.deliveriesOf(unrouted)).isEmpty();
  }

  @Test
  void anUnroutedEventIsRoutedByTheMendedRouter() {
    String id = unrouted(1);
    Job job =
        store
            .jobs
            .create(
                wish(
                    JobKind.REROUTE,
                    filter(null, "UNROUTED", null),
                    Reroute.ANYWHERE,
                    "10/s",
                    null))
            .join();
    assertThat(finished(job).done()).isEqualTo(1);
    store.routed(claimEvents(1).get(0), List.of("crm"), false).join();
    assertThat(event(id).status()).isEqualTo(EventStatus.ROUTED);
    assertThat(claim("crm", 1)).hasSize(1);
  }

  @Test
  void quarantinedEventsAndThoseWithoutPayloadAreSkipped() {
    deliveredAt("crm", 1);
    removePayloads();
    String suspicious = store.events.accept(quarantined(2)).join().eventId();
    Job job = finished(reroute(Reroute.ANYWHERE));
    assertThat(List.of(job.total(), job.done(), job.skipped())).containsExactly(2L, 0L, 2L);
    assertThat(event(suspicious).status()).isEqualTo(EventStatus.QUARANTINED);
    assertThat(claimEvents(10)).isEmpty();
  }

  @Test
  void anEventInRoutingIsLeftToItsRouter() {
    accept(1);
    ClaimedEvent claimed = claimEvents(1).get(0);
    String id = claimed.event().id();
    assertThat(store.events.reroute(id, Reroute.ANYWHERE).join()).isEqualTo(Rerouted.IN_ROUTING);
    assertThat(finished(reroute(Reroute.ANYWHERE)).skipped()).isEqualTo(1);
    assertThat(store.routed(claimed, List.of("crm"), false).join()).isTrue();
  }

  @Test
  void anEventThatWasNeverRoutedLosesNoDestinationByAChoice() {
    accept(1);
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
    store.events.routingFailed(claimEvents(1).get(0), "The router is broken.", tomorrow).join();
    finished(reroute(new Reroute(List.of("mail"), false)));
    ClaimedEvent now = claimEvents(1).get(0);
    store.routed(now, List.of("crm", "mail"), false).join();
    assertThat(store.log.deliveriesOf(now.event().id())).hasSize(2);
  }

  @Test
  void twoChoicesForOneEventAddUp() {
    String id = deliveredAt("crm", 1).eventId();
    store.events.reroute(id, new Reroute(List.of("mail"), false)).join();
    store.events.reroute(id, new Reroute(List.of("sheet"), false)).join();
    store.routed(claimEvents(1).get(0), List.of("mail", "sheet", "tax"), false).join();
    assertThat(store.log.deliveriesOf(id))
        .extracting(Delivery::destination)
        .containsExactly("crm", "mail", "sheet");
  }

  @Test
  void anUnknownEventIsAbsent() {
    assertThat(store.events.reroute("nobody's", Reroute.ANYWHERE).join())
        .isEqualTo(Rerouted.ABSENT);
  }

  // Rates

  @Test
  void ratesAreReadAsPeopleWriteThem() {
    assertThat(Rate.parse("50/s").batch()).isEqualTo(50);
    assertThat(Rate.parse("1000/s").batch()).isEqualTo(200);
    assertThat(Rate.parse("600/m").batch()).isEqualTo(10);
    assertThat(Rate.parse("1/m").batch()).isEqualTo(1);
    assertThat(Rate.parse("1/m").after(1)).isEqualTo(Duration.ofMinutes(1));
    for (String wrong : List.of("", "0/s", "1001/s", "60001/m", "5", "5/h", "-1/s", "1.5/s")) {
      assertThatThrownBy(() -> Rate.parse(wrong))
          .hasMessage("A rate is written such as 50/s or 600/m, from 1/m to 1000/s.");
    }
  }

  // Fixtures

  private static JobFilter filter(
      @Nullable String destination, @Nullable String status, @Nullable String error) {
    return new JobFilter(null, destination, status, null, null, null, error, null);
  }

  private static NewJob wish(
      JobKind kind, JobFilter filter, Reroute reroute, String rate, @Nullable String key) {
    return new NewJob(kind, filter, reroute, Rate.parse(rate), "morgan", key);
  }

  private Job create(JobKind kind, JobFilter filter, String rate) {
    return store.jobs.create(wish(kind, filter, Reroute.ANYWHERE, rate, null)).join();
  }

  private Job redeliver(JobFilter filter) {
    return create(JobKind.REDELIVER, filter, "100/s");
  }

  private Job reroute(Reroute reroute) {
    return store.jobs.create(wish(JobKind.REROUTE, ANY, reroute, "100/s", null)).join();
  }

  private boolean workOnce() {
    Optional<ClaimedJob> claimed = store.jobs.claim().join();
    return claimed.isPresent() && store.batches.work(claimed.get()).join();
  }

  /** Goes on with all jobs until this one is at its end. */
  private Job finished(Job job) {
    for (int batch = 0; batch < 1000 && job(job).status() == JobStatus.RUNNING; batch++) {
      workOnce();
      assertBalanced();
      clock.tick(Duration.ofSeconds(1));
    }
    return job(job);
  }

  private Job job(Job job) {
    return store.jobs.find(job.id()).orElseThrow();
  }

  private Job pause(Job job) {
    return store.jobs.pause(job.id()).join().orElseThrow();
  }

  private List<String> matching(JobFilter filter) {
    assertThat(store.scan.count(JobKind.REDELIVER, filter, 100))
        .isEqualTo(store.scan.deliveries(filter, 100).size());
    return store.scan.deliveries(filter, 100).stream().map(Delivery::id).toList();
  }

  private void assertBalanced() {
    assertThat(store.balance.since(Instant.EPOCH)).allMatch(Balance::balanced);
  }

  private void accept(int number) {
    store.events.accept(dana(number, EventStatus.ACCEPTED)).join();
  }

  private static NewEvent quarantined(int number) {
    return dana(number, EventStatus.QUARANTINED);
  }

  private static NewEvent dana(int number, EventStatus status) {
    return new NewEvent(
        "demo",
        "showpass",
        "purchase-" + number,
        "invoice.purchase",
        "dana-" + number,
        "Dana Whitfield",
        "dana.whitfield@example.com",
        status,
        null,
        ("purchase-" + number).getBytes(StandardCharsets.UTF_8));
  }

  private List<ClaimedEvent> claimEvents(int limit) {
    return store.events.claim("demo", limit, LEASE).join().items();
  }

  private void deliver(String destination, int number) {
    accept(number);
    store.routed(claimEvents(1).get(0), List.of(destination), true).join();
  }

  private String unrouted(int number) {
    accept(number);
    ClaimedEvent claimed = claimEvents(1).get(0);
    store.routed(claimed, List.of(), false).join();
    return claimed.event().id();
  }

  private List<String> deadAt(String destination, int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> settledAt(destination, number, dead()).id())
        .toList();
  }

  private Delivery deliveredAt(String destination, int number) {
    return settledAt(destination, number, delivered());
  }

  private Delivery settledAt(String destination, int number, AttemptResult result) {
    deliver(destination, number);
    ClaimedDelivery claimed = claim(destination, 1).get(0);
    store.deliveries.record(claimed, result, Setback.NONE).join();
    return claimed.delivery();
  }

  private List<ClaimedDelivery> claim(String destination, int limit) {
    return store
        .deliveries
        .claim(DestinationTerms.of("demo", destination, LEASE), limit)
        .join()
        .items();
  }

  private void removePayloads() {
    store.writer.write(sql -> sql.update("UPDATE events SET payload = NULL")).join();
  }

  private DeliveryStatus status(String delivery) {
    return store.log.delivery(delivery).orElseThrow().status();
  }

  private Event event(String id) {
    return store.log.event(id).orElseThrow();
  }

  private long count(String status) {
    return store
        .reader
        .sql("SELECT count(*) FROM deliveries WHERE status = ?")
        .param(status)
        .query(Long.class)
        .single();
  }

  private static AttemptResult delivered() {
    return new AttemptResult(
        MORNING_AFTER,
        Duration.ofSeconds(2),
        Outcome.DELIVERED,
        DeliveryStatus.DELIVERED,
        null,
        null,
        null,
        null);
  }

  private static AttemptResult dead() {
    return new AttemptResult(
        MORNING_AFTER,
        Duration.ofSeconds(2),
        Outcome.REJECTED,
        DeliveryStatus.DEAD,
        null,
        null,
        "no field Colour__c",
        "INVALID_FIELD");
  }
}
