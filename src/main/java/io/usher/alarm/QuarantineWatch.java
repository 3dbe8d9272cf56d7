package io.usher.alarm;

import io.usher.health.Sampler;
import io.usher.store.InboxCount;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Suspicious events, which wait until a person releases or discards them. */
@Component
class QuarantineWatch implements Watch {

  private final Sampler sampler;

  QuarantineWatch(Sampler sampler) {
    this.sampler = sampler;
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.QUARANTINE);
  }

  @Override
  public List<Trouble> troubles(Instant now) {
    return sampler.latest().inboxes().stream()
        .filter(inbox -> inbox.quarantined() > 0)
        .map(QuarantineWatch::trouble)
        .toList();
  }

  private static Trouble trouble(InboxCount inbox) {
    return new Trouble(
        AlarmKind.QUARANTINE,
        inbox.customer(),
        "events",
        null,
        inbox.quarantined() == 1
            ? "1 event of %s is quarantined and goes nowhere.".formatted(inbox.customer())
            : "%,d events of %s are quarantined and go nowhere."
                .formatted(inbox.quarantined(), inbox.customer()),
        "Each says what is suspicious: usher event list --status QUARANTINED --customer "
            + inbox.customer(),
        ConsolePages.events(inbox.customer(), "QUARANTINED"),
        inbox.quarantined());
  }
}
