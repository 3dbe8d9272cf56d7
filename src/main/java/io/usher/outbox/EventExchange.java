package io.usher.outbox;

import io.usher.event.Event;
import io.usher.event.Payload;
import org.apache.camel.Exchange;

/**
 * An event as routes see it: the body is its payload, the variable {@code event} says what it is.
 * Variables, not headers, because connectors take headers for commands and send them out.
 */
public final class EventExchange {

  static final String DELIVERY = "delivery";

  /** What a connector may set for the delivery log: what the other side answered. */
  static final String RESPONSE = "response";

  private static final String EVENT = "event";

  private EventExchange() {}

  public static void fill(Exchange exchange, Event event, byte[] payload) {
    exchange.getIn().setBody(Payload.read(payload, event.type()));
    exchange.setVariable(EVENT, event);
  }
}
