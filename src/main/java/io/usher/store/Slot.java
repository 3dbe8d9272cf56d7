package io.usher.store;

/**
 * Room for one attempt, kept by a destination's outbox for a delivery that is about to be made, so
 * that it starts with the very write that makes it and needs no claim. Exactly one of its methods
 * that end it is called, once, by any thread.
 */
public interface Slot {

  /** What a claim would go by. */
  DestinationTerms terms();

  /** The delivery is made, held and durable: its attempt begins. Must not block. */
  void start(ClaimedDelivery held);

  /** It is not needed after all. Must not block. */
  void free();
}
