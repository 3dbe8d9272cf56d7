package io.usher.console.overview;

import io.usher.store.DestinationCounts;
import io.usher.store.DestinationState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a destination's deliveries of some days stand.
 *
 * @param state what keeps them waiting; null when nothing does
 */
record Standing(
    String destination,
    long total,
    long delivered,
    long waiting,
    long dead,
    @Nullable DestinationState state) {

  static Standing of(DestinationCounts counts, @Nullable DestinationState state) {
    Map<String, Long> n = counts.deliveries();
    return new Standing(
        counts.destination(),
        n.getOrDefault("total", 0L),
        n.getOrDefault("delivered", 0L),
        waiting(n),
        n.getOrDefault("dead", 0L),
        state);
  }

  static long waiting(Map<String, Long> deliveries) {
    return deliveries.getOrDefault("pending", 0L)
        + deliveries.getOrDefault("inFlight", 0L)
        + deliveries.getOrDefault("retrying", 0L);
  }

  /** What is wrong with it, as the API says it; null when nothing is. */
  public @Nullable String trouble() {
    if (state != null && state.pausedAt() != null) {
      return "PAUSED";
    }
    return state != null && state.openedAt() != null ? "BREAKER_OPEN" : null;
  }
}
