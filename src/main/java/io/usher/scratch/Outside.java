package io.usher.scratch;

import org.apache.camel.Exchange;

/** Takes what a route hands to anything outside itself, in place of that. */
@FunctionalInterface
public interface Outside {

  /** For routes that are built and never run. */
  Outside NOWHERE =
      (component, uri, exchange) -> {
        throw new IllegalStateException("A route that is only looked at was run.");
      };

  /**
   * Notes the message and leaves on the exchange what a route needs to go on.
   *
   * @param component what it was handed to, such as {@code http} or {@code salesforce}
   * @param uri the endpoint's address with its options
   */
  void take(String component, String uri, Exchange exchange);
}
