package io.usher.alarm;

import io.usher.health.HealthSettings;
import io.usher.health.Sample;
import io.usher.health.Sample.Destination;
import io.usher.health.Sampler;
import io.usher.store.DestinationCount;
import io.usher.store.DestinationState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Destinations that are out of order, and deliveries that are dead or wait too long. */
@Component
class DestinationWatch implements Watch {

  private final Sampler sampler;
  private final HealthSettings settings;

  DestinationWatch(Sampler sampler, HealthSettings settings) {
    this.sampler = sampler;
    this.settings = settings;
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.BREAKER, AlarmKind.DEAD, AlarmKind.BACKLOG);
  }

  @Override
  public List<Trouble> troubles(Instant now) {
    Sample sample = sampler.latest();
    if (sample.at().equals(Instant.EPOCH)) {
      throw new IllegalStateException("Nothing was counted yet.");
    }
    List<Trouble> troubles = new ArrayList<>();
    for (Destination destination : sample.destinations()) {
      if (destination.isOpen()) {
        troubles.add(breaker(destination));
      }
      if (destination.count().dead() > 0) {
        troubles.add(dead(destination.count()));
      }
      backlog(destination, sample.at()).ifPresent(troubles::add);
    }
    sample
        .inboxes()
        .forEach(
            inbox ->
                router(inbox.customer(), inbox.oldest(), sample.at()).ifPresent(troubles::add));
    return troubles;
  }

  private static Trouble breaker(Destination destination) {
    DestinationState state = destination.state();
    String id = destination.id();
    long waiting = destination.count().open();
    return new Trouble(
        AlarmKind.BREAKER,
        state.customer(),
        state.destination(),
        state.openedAt(),
        "%s is out of order, %s: %s"
            .formatted(id, deliveries(waiting, "waits", "wait"), state.reason()),
        state.credential()
            ? "Renew the credential in config/customers/%s.yaml, then: usher destination resume %s"
                .formatted(state.customer(), id)
            : "If the other side is known to be down, nothing: it is tried every minute, and what waits is delivered when it is back. Otherwise look at the last errors: usher delivery list --destination %s"
                .formatted(state.destination()),
        ConsolePages.destination(state.customer(), state.destination()),
        1);
  }

  private static Trouble dead(DestinationCount count) {
    String id = count.customer() + "/" + count.destination();
    return new Trouble(
        AlarmKind.DEAD,
        count.customer(),
        count.destination(),
        null,
        count.dead() == 1
            ? "1 delivery to %s is dead and not tried again by itself.".formatted(id)
            : "%,d deliveries to %s are dead and not tried again by themselves."
                .formatted(count.dead(), id),
        "See why: usher delivery list --status DEAD --destination %s. Mend the cause, then: usher delivery redeliver --status DEAD --customer %s --destination %s"
            .formatted(count.destination(), count.customer(), count.destination()),
        ConsolePages.deliveries(count.customer(), count.destination(), "DEAD"),
        count.dead());
  }

  private static String deliveries(long count, String one, String many) {
    return count == 1 ? "1 delivery " + one : "%,d deliveries %s".formatted(count, many);
  }

  /** An open breaker says so itself. */
  private Optional<Trouble> backlog(Destination destination, Instant now) {
    Duration waiting = destination.waiting(now);
    if (destination.isOpen() || waiting.compareTo(settings.oldestPending()) <= 0) {
      return Optional.empty();
    }
    DestinationCount count = destination.count();
    DestinationState state = destination.state();
    String advice =
        destination.isPaused()
            ? "%s paused it. When that is no longer needed: usher destination resume %s"
                .formatted(state.pausedBy(), destination.id())
            : "Look at the last errors and at its rate and concurrency: usher delivery list --destination %s"
                .formatted(count.destination());
    return Optional.of(
        new Trouble(
            AlarmKind.BACKLOG,
            count.customer(),
            count.destination(),
            count.oldest(),
            "The oldest delivery to %s has not been delivered for %s; %s."
                .formatted(
                    destination.id(),
                    Words.time(waiting),
                    deliveries(count.open(), "waits", "wait")),
            advice,
            ConsolePages.destination(count.customer(), count.destination()),
            1));
  }

  private Optional<Trouble> router(String customer, Instant oldest, Instant now) {
    Duration waiting =
        oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
    if (waiting.compareTo(settings.oldestPending()) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Trouble(
            AlarmKind.BACKLOG,
            customer,
            "router",
            oldest,
            "The oldest event of %s has not been routed for %s."
                .formatted(customer, Words.time(waiting)),
            "The event says why: usher event list --status ACCEPTED --customer %s. Mend routes/%s/router.camel.yaml."
                .formatted(customer, customer),
            ConsolePages.events(customer, "ACCEPTED"),
            1));
  }
}
