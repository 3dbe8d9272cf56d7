package io.usher.webhook;

import io.usher.store.Acceptance;
import io.usher.store.NewEvent;
import java.time.Duration;

/**
 * Is told of each webhook that was stored, after its sender was answered. Called on the thread that
 * other answers wait for: it must not block, and must not throw.
 */
@FunctionalInterface
public interface ReceiptListener {

  /**
   * @param storing how long it took from the verified webhook to the commit
   */
  void received(NewEvent event, Acceptance acceptance, Duration storing);
}
