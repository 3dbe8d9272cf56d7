package io.usher.outbox;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code to: outbox:<destination>}: notes the destination; it is written when the router has
 * finished the event.
 */
final class OutboxProducer extends DefaultProducer {

  OutboxProducer(OutboxEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public void process(Exchange exchange) {
    String destination = ((OutboxEndpoint) getEndpoint()).getDestination();
    Collected collected = Collected.of(exchange);
    if (collected == null) {
      throw new IllegalStateException(
          "to: outbox:"
              + destination
              + " works only in a router, a route that starts with from: inbox:<customer>.");
    }
    collected.add(destination);
  }
}
