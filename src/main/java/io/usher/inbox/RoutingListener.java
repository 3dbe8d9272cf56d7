package io.usher.inbox;

import io.usher.event.Event;
import java.time.Duration;

/**
 * Is told of each time a router has run, once what it decided is written. Must not block, and must
 * not throw.
 */
@FunctionalInterface
public interface RoutingListener {

  /**
   * @param written whether its decision was written; if not, the event is routed again
   */
  void routed(Event event, Duration took, boolean written);
}
