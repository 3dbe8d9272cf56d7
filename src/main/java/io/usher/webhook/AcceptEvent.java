package io.usher.webhook;

import io.usher.store.Acceptance;
import io.usher.store.Arrivals;
import io.usher.store.EventStore;
import io.usher.store.NewEvent;
import java.time.Duration;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.springframework.stereotype.Component;

/**
 * The route's last step: stores the event and goes on, on the store's thread, once it is on disk.
 */
@Component
final class AcceptEvent extends AsyncProcessorSupport {

  private final EventStore events;
  private final Arrivals arrivals;
  private final List<ReceiptListener> listeners;

  AcceptEvent(EventStore events, Arrivals arrivals, List<ReceiptListener> listeners) {
    this.events = events;
    this.arrivals = arrivals;
    this.listeners = listeners;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    NewEvent event = exchange.getMessage().getBody(NewEvent.class);
    long began = System.nanoTime();
    events
        .accept(event)
        .whenComplete(
            (acceptance, failure) -> {
              if (failure != null) {
                exchange.setException(failure);
              } else {
                exchange.getMessage().setBody(Answer.accepted(acceptance));
              }
              callback.done(false);
              if (acceptance != null) {
                answered(event, acceptance, Duration.ofNanos(System.nanoTime() - began));
              }
            });
    return false;
  }

  private void answered(NewEvent event, Acceptance acceptance, Duration storing) {
    if (!acceptance.duplicate()) {
      arrivals.came(event.customer(), event.source(), event.type());
    }
    listeners.forEach(listener -> listener.received(event, acceptance, storing));
  }
}
