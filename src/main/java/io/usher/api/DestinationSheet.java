package io.usher.api;

import io.usher.store.DestinationState;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A destination as it stands.
 *
 * @param id as routes are named: {@code demo/salesforce}
 * @param open deliveries that wait or are under way; counting ends at 10,000
 * @param reason why its breaker is open, in a sentence
 * @param credential whether it is because a credential was refused
 * @param probeAt when one delivery tries whether it is back
 * @param quietUntil it asked to be left alone until then
 */
record DestinationSheet(
    String id,
    String customer,
    String destination,
    Status status,
    int open,
    @Nullable String reason,
    boolean credential,
    @Nullable Instant breakerOpenedAt,
    @Nullable Instant probeAt,
    @Nullable Instant quietUntil,
    @Nullable Instant pausedAt,
    @Nullable String pausedBy) {

  /** The first of these that holds. */
  enum Status {
    PAUSED,
    BREAKER_OPEN,
    QUIET,
    RUNNING
  }

  static DestinationSheet of(DestinationState state, int open, Clock clock) {
    Instant quiet =
        state.quietUntil() != null && state.quietUntil().isAfter(clock.instant())
            ? state.quietUntil()
            : null;
    return new DestinationSheet(
        state.customer() + "/" + state.destination(),
        state.customer(),
        state.destination(),
        status(state, quiet),
        open,
        state.reason(),
        state.credential(),
        state.openedAt(),
        state.probeAt(),
        quiet,
        state.pausedAt(),
        state.pausedBy());
  }

  private static Status status(DestinationState state, @Nullable Instant quiet) {
    if (state.pausedAt() != null) {
      return Status.PAUSED;
    }
    if (state.openedAt() != null) {
      return Status.BREAKER_OPEN;
    }
    return quiet == null ? Status.RUNNING : Status.QUIET;
  }
}
