package io.usher.health;

import io.usher.store.DestinationCount;
import io.usher.store.DestinationState;
import io.usher.store.InboxCount;
import io.usher.store.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the hub stood when it was looked at last.
 *
 * @param storeProblem why the store can't write; null while it can
 * @param took how long the look took
 */
public record Sample(
    Instant at,
    List<Destination> destinations,
    List<InboxCount> inboxes,
    Map<JobStatus, Long> jobs,
    long endedLeases,
    @Nullable String storeProblem,
    Duration took) {

  static final Sample NONE =
      new Sample(Instant.EPOCH, List.of(), List.of(), Map.of(), 0, null, Duration.ZERO);

  /** What waits for a destination, and what keeps it waiting. */
  public record Destination(DestinationCount count, DestinationState state) {

    /** As routes are named: {@code demo/salesforce}. */
    public String id() {
      return count.customer() + "/" + count.destination();
    }

    public boolean isOpen() {
      return state.openedAt() != null;
    }

    public boolean isPaused() {
      return state.pausedAt() != null;
    }

    /** How long its oldest delivery has waited. */
    public Duration waiting(Instant now) {
      return age(count.oldest(), now);
    }
  }

  static Duration age(@Nullable Instant since, Instant now) {
    return since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
  }

  Sample without(String problem) {
    return new Sample(at, destinations, inboxes, jobs, endedLeases, problem, took);
  }

  public Optional<String> problem() {
    return Optional.ofNullable(storeProblem);
  }
}
