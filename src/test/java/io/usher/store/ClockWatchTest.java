package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import io.usher.event.Outcome;
import io.usher.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sets the machine's clock while the hub runs. */
class ClockWatchTest {

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private final SettableClock machine = new SettableClock(Instant.parse("2027-02-06T02:00:00Z"));
  private final AtomicLong counter = new AtomicLong();
  private SteadyClock clock;
  private StoreParts store;
  private ClockWatch watch;

  @BeforeEach
  void danaHasBought() throws Exception {
    clock = new SteadyClock(machine, counter::get);
    store = StoreParts.sqlite(folder, clock);
    watch = new ClockWatch(store.writer, clock);
    store.events.accept(purchase()).join();
  }

  @AfterEach
  void close() throws Exception {
    watch.close();
    store.close();
  }

  @Test
  void anHourAheadEndsNoLease() {
    ClaimedEvent held = claim().get(0);
    machine.tick(HOUR);
    assertThat(claim()).as("before anybody noticed").isEmpty();
    watch.look().join();
    assertThat(claim()).as("after").isEmpty();
    assertThat(clock.instant()).isEqualTo(machine.instant());
    assertThat(store.routed(held, List.of("crm"), true).join()).isTrue();
  }

  @Test
  void anHourBehindKeepsNothingWaiting() {
    machine.tick(HOUR.negated());
    watch.look().join();
    assertThat(clock.instant()).isEqualTo(machine.instant());
    assertThat(claim()).hasSize(1);
  }

  @Test
  void anHourBehindKeepsNoDestinationWaiting() {
    store.routed(claim().get(0), List.of("crm"), true).join();
    DestinationTerms terms = new DestinationTerms("demo", "crm", LEASE, false, Rate.parse("1/s"));
    ClaimedDelivery claimed = store.deliveries.claim(terms, 1).join().items().get(0);
    Setback outage =
        new Setback(
            true,
            new Setback.Opening("Away.", false, Duration.ofSeconds(5), Duration.ofSeconds(60)),
            Duration.ofSeconds(5));
    machine.tick(HOUR.negated());
    store.deliveries.record(claimed, retriedAtOnce(), outage).join();
    watch.look().join();
    pass(Duration.ofSeconds(6));
    assertThat(store.deliveries.claim(terms, 1).join().items())
        .singleElement()
        .matches(ClaimedDelivery::probe);
  }

  private AttemptResult retriedAtOnce() {
    return new AttemptResult(
        clock.instant(),
        Duration.ofMillis(20),
        Outcome.FAILED,
        DeliveryStatus.RETRYING,
        clock.instant(),
        null,
        "Away.",
        "Away.");
  }

  @Test
  void aLeaseStillEndsInItsTime() {
    claim();
    machine.tick(HOUR);
    watch.look().join();
    pass(LEASE.plusSeconds(1));
    assertThat(claim()).hasSize(1);
  }

  @Test
  void aSmallCorrectionIsFollowed() {
    machine.tick(Duration.ofMillis(300));
    watch.look().join();
    assertThat(clock.instant()).isEqualTo(machine.instant());
  }

  private void pass(Duration time) {
    machine.tick(time);
    counter.addAndGet(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
  }

  private List<ClaimedEvent> claim() {
    return store.events.claim("demo", 1, LEASE).join().items();
  }

  private static NewEvent purchase() {
    return new NewEvent(
        "demo",
        "showpass",
        "purchase-1",
        "invoice.purchase",
        "dana-1",
        "Dana Whitfield",
        "dana.whitfield@example.com",
        EventStatus.ACCEPTED,
        null,
        "purchase-1".getBytes(StandardCharsets.UTF_8));
  }
}
