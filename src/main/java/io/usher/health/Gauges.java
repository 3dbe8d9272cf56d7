package io.usher.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.usher.health.Sample.Destination;
import io.usher.metric.SeriesLimit;
import io.usher.store.InboxCount;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What waits, as gauges. They hold what the last look found, so a scrape counts nothing. Labels are
 * names of customers and destinations from files; there are no more of them than the limit.
 */
@Component
class Gauges {

  private final SeriesLimit limit = new SeriesLimit();
  private final MultiGauge open;
  private final MultiGauge dead;
  private final MultiGauge oldest;
  private final MultiGauge breaker;
  private final MultiGauge paused;
  private final MultiGauge events;
  private final MultiGauge oldestEvent;
  private final MultiGauge jobs;

  Gauges(MeterRegistry registry, Sampler sampler, Clock clock) {
    open = gauge(registry, "usher.deliveries.open", "Deliveries that wait or are under way");
    dead = gauge(registry, "usher.deliveries.dead", "Deliveries that are dead");
    oldest = seconds(registry, "usher.deliveries.oldest", "Age of the oldest open delivery");
    breaker = gauge(registry, "usher.destination.breaker.open", "1 while the breaker is open");
    paused = gauge(registry, "usher.destination.paused", "1 while a person paused it");
    events = gauge(registry, "usher.inbox.events", "Events that wait for their router or a person");
    oldestEvent = seconds(registry, "usher.inbox.oldest", "Age of the oldest event not yet routed");
    jobs = gauge(registry, "usher.jobs", "Jobs that redeliver or re-route many");
    registry.gauge("usher.leases.ended", sampler, s -> s.latest().endedLeases());
    registry.gauge("usher.store.writable", sampler, s -> s.latest().storeProblem() == null ? 1 : 0);
    TimeGauge.builder(
            "usher.sample.took", sampler, TimeUnit.NANOSECONDS, s -> s.latest().took().toNanos())
        .description("How long the last look at the store took")
        .register(registry);
    TimeGauge.builder(
            "usher.sample.age",
            sampler,
            TimeUnit.MILLISECONDS,
            s -> Sample.age(s.latest().at(), clock.instant()).toMillis())
        .description("How long ago that was")
        .register(registry);
    sampler.follow(this::show);
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  private static MultiGauge seconds(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).baseUnit("seconds").register(registry);
  }

  private void show(Sample sample) {
    List<Destination> destinations =
        sample.destinations().stream().filter(d -> limit.admits(d.id())).toList();
    open.register(
        destinations.stream()
            .flatMap(
                d ->
                    Stream.of(
                        row(d, "pending", d.count().pending()),
                        row(d, "retrying", d.count().retrying()),
                        row(d, "in_flight", d.count().inFlight())))
            .toList(),
        true);
    each(dead, destinations, d -> d.count().dead());
    each(oldest, destinations, d -> d.waiting(sample.at()).toSeconds());
    each(breaker, destinations, d -> d.isOpen() ? 1 : 0);
    each(paused, destinations, d -> d.isPaused() ? 1 : 0);
    events.register(sample.inboxes().stream().flatMap(Gauges::rows).toList(), true);
    oldestEvent.register(
        sample.inboxes().stream()
            .map(
                inbox ->
                    row(inbox, Tags.empty(), Sample.age(inbox.oldest(), sample.at()).toSeconds()))
            .toList(),
        true);
    jobs.register(
        sample.jobs().entrySet().stream()
            .map(
                job ->
                    Row.of(
                        Tags.of("status", job.getKey().name().toLowerCase(Locale.ROOT)),
                        job.getValue()))
            .toList(),
        true);
  }

  private static void each(
      MultiGauge gauge, List<Destination> destinations, ToDoubleFunction<Destination> value) {
    gauge.register(
        destinations.stream().map(d -> (Row<?>) Row.of(tags(d), value.applyAsDouble(d))).toList(),
        true);
  }

  private static Row<?> row(Destination destination, String status, long value) {
    return Row.of(tags(destination).and("status", status), value);
  }

  private static Tags tags(Destination destination) {
    return Tags.of(
        "customer",
        destination.count().customer(),
        "destination",
        destination.count().destination());
  }

  private static Stream<Row<?>> rows(InboxCount inbox) {
    return Stream.of(
        row(inbox, Tags.of("status", "accepted"), inbox.accepted()),
        row(inbox, Tags.of("status", "quarantined"), inbox.quarantined()));
  }

  private static Row<?> row(InboxCount inbox, Tags more, long value) {
    return Row.of(more.and("customer", inbox.customer()), value);
  }
}
