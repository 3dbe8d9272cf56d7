package io.usher.store;

import io.usher.event.Delivery;
import io.usher.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * A delivery held for one attempt.
 *
 * @param orderKey deliveries of one key go one after the other
 * @param scheduledAttempt the attempt's number within the schedule, from 1; starts anew when a
 *     person redelivers
 * @param probe whether this attempt tries if a destination with an open breaker is back
 * @param version of the customer's files that the attempt is made by; null where none is known
 * @param heldSinceNanos by {@link System#nanoTime}, which goes on while a process is stopped
 */
public record ClaimedDelivery(
    Delivery delivery,
    Event event,
    StoredPayload payload,
    String orderKey,
    int scheduledAttempt,
    boolean manual,
    boolean probe,
    String leaseToken,
    @Nullable Integer version,
    long heldSinceNanos) {

  /**
   * @param number 0 where none is known
   */
  public ClaimedDelivery by(int number) {
    return new ClaimedDelivery(
        delivery,
        event,
        payload,
        orderKey,
        scheduledAttempt,
        manual,
        probe,
        leaseToken,
        number == 0 ? null : number,
        heldSinceNanos);
  }
}
