package io.usher.webhook;

import io.usher.store.StoreUnavailableException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a webhook through its route. Nothing of the request becomes a header: the body carries it
 * as a whole.
 */
final class WebhookConsumer extends DefaultConsumer implements PlatformHttpConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookConsumer.class);

  private final AtomicReference<@Nullable WebhookConsumer> started;

  WebhookConsumer(
      PlatformHttpEndpoint endpoint,
      Processor processor,
      AtomicReference<@Nullable WebhookConsumer> started) {
    super(endpoint, processor);
    this.started = started;
  }

  @Override
  public PlatformHttpEndpoint getEndpoint() {
    return (PlatformHttpEndpoint) super.getEndpoint();
  }

  /**
   * @param answer called once, on the thread that finished the route
   */
  void take(Webhook webhook, Consumer<Answer> answer) {
    Exchange exchange = createExchange(false);
    exchange.getIn().setBody(webhook);
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              Answer outcome = answer(exchange);
              releaseExchange(exchange, false);
              answer.accept(outcome);
            });
  }

  private static Answer answer(Exchange exchange) {
    Throwable failure = exchange.getException();
    if (failure == null && exchange.getMessage().getBody() instanceof Answer answer) {
      return answer;
    }
    if (failure instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    if (failure instanceof StoreUnavailableException full && full.isDiskFull()) {
      return Answer.diskFull();
    }
    if (failure instanceof StoreUnavailableException) {
      LOG.warn("A webhook was turned away: {}", failure.getMessage());
      return Answer.notNow(
          "store-unavailable", "The hub can't store events at the moment. Send it again later.");
    }
    LOG.error("A webhook could not be handled", failure);
    return Answer.internal();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    started.set(this);
  }

  @Override
  protected void doStop() throws Exception {
    started.compareAndSet(this, null);
    super.doStop();
  }
}
