package io.usher.store;

/**
 * How much was removed, or would be.
 *
 * @param payloads of events whose log stays
 * @param events with their payloads, deliveries and attempts
 * @param bytes of payloads, as they were received
 */
public record Purged(long payloads, long events, long deliveries, long attempts, long bytes) {

  public static final Purged NOTHING = new Purged(0, 0, 0, 0, 0);

  public Purged plus(Purged other) {
    return new Purged(
        payloads + other.payloads,
        events + other.events,
        deliveries + other.deliveries,
        attempts + other.attempts,
        bytes + other.bytes);
  }

  public boolean foundNothing() {
    return payloads == 0 && events == 0;
  }
}
