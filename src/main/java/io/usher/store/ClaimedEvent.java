package io.usher.store;

import io.usher.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event held for its router.
 *
 * @param routings how often its router was tried before
 * @param reroute where it may go
 * @param version of the customer's files that routes it; null where none is known
 */
public record ClaimedEvent(
    Event event,
    StoredPayload payload,
    int routings,
    Reroute reroute,
    String leaseToken,
    @Nullable Integer version) {

  /**
   * @param number 0 where none is known
   */
  public ClaimedEvent by(int number) {
    return new ClaimedEvent(
        event, payload, routings, reroute, leaseToken, number == 0 ? null : number);
  }
}
