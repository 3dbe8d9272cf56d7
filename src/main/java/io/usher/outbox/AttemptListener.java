package io.usher.outbox;

import io.usher.event.Delivery;
import io.usher.store.AttemptResult;

/**
 * Is told of each attempt of this hub, once it is recorded. Called on the store's thread that other
 * answers wait for: it must not block, and must not throw.
 */
@FunctionalInterface
public interface AttemptListener {
  void attempted(Delivery delivery, AttemptResult result);
}
