package io.usher.store;

import io.usher.event.EventStatus;
import org.jspecify.annotations.Nullable;

/**
 * An event that came, as it is stored. Made by its sender's thread.
 *
 * @param id what it is called if it is new
 * @param receivedAt in milliseconds since 1970
 * @param size of the payload, in bytes, before it was packed
 * @param hash of its key
 */
record Arrival(
    String id,
    String customer,
    String source,
    String key,
    String type,
    String transaction,
    @Nullable String buyerName,
    @Nullable String buyerEmail,
    long receivedAt,
    EventStatus status,
    @Nullable String statusReason,
    int size,
    StoredPayload payload,
    long hash) {

  /**
   * All texts are as the database gives them back.
   *
   * @param payload the event's
   */
  static Arrival of(NewEvent event, String id, long receivedAt, StoredPayload payload) {
    String customer = SqlText.storable(event.customer());
    String source = SqlText.storable(event.source());
    String key = SqlText.storable(event.key());
    return new Arrival(
        id,
        customer,
        source,
        key,
        SqlText.storable(event.type()),
        event.transaction().isEmpty() ? id : SqlText.storable(event.transaction()),
        storable(event.buyerName()),
        storable(event.buyerEmail()),
        receivedAt,
        event.status(),
        storable(event.statusReason()),
        event.payload().length,
        payload,
        FreshKeys.hash(customer, source, key));
  }

  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : SqlText.storable(text);
  }

  /** The same under another key, kept for a person to look at. */
  Arrival quarantined(String otherKey, String reason) {
    return new Arrival(
        id,
        customer,
        source,
        otherKey,
        type,
        transaction,
        buyerName,
        buyerEmail,
        receivedAt,
        EventStatus.QUARANTINED,
        reason,
        size,
        payload,
        FreshKeys.hash(customer, source, otherKey));
  }

  /** Two keys may have one hash. */
  boolean hasKeyOf(Arrival other) {
    return key.equals(other.key) && source.equals(other.source) && customer.equals(other.customer);
  }
}
