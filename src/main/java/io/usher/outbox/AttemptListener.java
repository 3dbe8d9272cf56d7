package io.usher.outbox;

/**
 * Is told of each attempt of this hub, once it is recorded. Called on the store's thread that other
 * answers wait for: it must not block, and must not throw.
 */
@FunctionalInterface
public interface AttemptListener {
  void attempted(String delivery);
}
