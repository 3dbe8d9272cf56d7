package io.usher.console.customer;

import io.usher.console.route.Flow.Target;
import io.usher.outbox.OutboxEndpoint;
import io.usher.store.DestinationState;
import org.jspecify.annotations.Nullable;

/**
 * A destination as its page shows it.
 *
 * @param open deliveries that wait or are under way
 * @param limits what its route and the customer's file say; null while the route doesn't run
 */
record DestinationSheet(
    Target target, DestinationState state, int open, @Nullable OutboxEndpoint limits) {

  public String name() {
    return target.name();
  }

  public boolean isPaused() {
    return state.pausedAt() != null;
  }

  /** The API's word. */
  public String status() {
    if (state.pausedAt() != null) {
      return "PAUSED";
    }
    if (state.openedAt() != null) {
      return "BREAKER_OPEN";
    }
    return state.quietUntil() == null ? "RUNNING" : "QUIET";
  }
}
