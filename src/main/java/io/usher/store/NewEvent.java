package io.usher.store;

import io.usher.event.EventStatus;
import org.jspecify.annotations.Nullable;

/**
 * A verified webhook, ready to be stored.
 *
 * @param status {@code ACCEPTED} or {@code QUARANTINED}
 * @param transaction empty when the sender named none: the event then keeps order with nobody
 */
public record NewEvent(
    String customer,
    String source,
    String key,
    String type,
    String transaction,
    @Nullable String buyerName,
    @Nullable String buyerEmail,
    EventStatus status,
    @Nullable String statusReason,
    byte[] payload) {

  NewEvent quarantined(String otherKey, String reason) {
    return new NewEvent(
        customer,
        source,
        otherKey,
        type,
        transaction,
        buyerName,
        buyerEmail,
        EventStatus.QUARANTINED,
        reason,
        payload);
  }
}
