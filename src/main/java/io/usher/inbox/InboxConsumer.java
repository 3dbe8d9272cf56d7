package io.usher.inbox;

import io.usher.outbox.Collected;
import io.usher.outbox.EventExchange;
import io.usher.store.Claimant;
import io.usher.store.ClaimedEvent;
import io.usher.store.Claimer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands accepted events to the router. When the router is done, all deliveries and the event's new
 * status are written in one commit; when it fails, nothing is written but the reason, and the event
 * is tried again.
 */
final class InboxConsumer extends DefaultConsumer implements Claimant {

  private static final Logger LOG = LoggerFactory.getLogger(InboxConsumer.class);
  private static final Duration LEASE = Duration.ofMinutes(2);

  /** A thread goes on with the next event while what it did is being stored. */
  private static final int CLAIMED_PER_THREAD = 4;

  private final InboxEndpoint endpoint;
  private final InboxComponent component;
  private final AtomicInteger running = new AtomicInteger();
  private final Runnable wake = this::wake;
  private volatile int version;
  private volatile @Nullable Claimer<ClaimedEvent> claimer;
  private volatile @Nullable ExecutorService threads;

  InboxConsumer(InboxEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.component = endpoint.component();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    String name = "inbox " + endpoint.getCustomer();
    threads =
        endpoint
            .getCamelContext()
            .getExecutorServiceManager()
            .newThreadPool(this, name, endpoint.getConcurrency(), endpoint.getConcurrency());
    int slots = endpoint.getConcurrency() * CLAIMED_PER_THREAD;
    Claimer<ClaimedEvent> started =
        new Claimer<>(
            name,
            slots,
            room -> component.events().claim(endpoint.getCustomer(), room, LEASE),
            () -> slots - running.get(),
            this::route,
            component.timer(),
            component.clock(),
            component.wakeups().rush());
    claimer = started;
    component.wakeups().listenInbox(endpoint.getCustomer(), wake);
    started.start();
  }

  @Override
  protected void doStop() throws Exception {
    stopClaiming();
    ExecutorService stopped = threads;
    if (stopped != null) {
      endpoint.getCamelContext().getExecutorServiceManager().shutdown(stopped);
      threads = null;
    }
    super.doStop();
  }

  @Override
  public void stopClaiming() {
    component.wakeups().forgetInbox(endpoint.getCustomer(), wake);
    Claimer<ClaimedEvent> stopped = claimer;
    if (stopped != null) {
      stopped.stop();
    }
  }

  @Override
  public int underWay() {
    Claimer<ClaimedEvent> claims = claimer;
    boolean claiming = claims != null && claims.isClaiming();
    return running.get() + (claiming ? 1 : 0);
  }

  @Override
  public void ofVersion(int version) {
    this.version = version;
  }

  private void wake() {
    Claimer<ClaimedEvent> claims = claimer;
    if (claims != null) {
      claims.wake();
    }
  }

  private void route(ClaimedEvent claimed) {
    ExecutorService pool = threads;
    if (pool != null) {
      running.incrementAndGet();
      pool.execute(
          () -> {
            long began = System.nanoTime();
            write(claimed)
                .whenComplete(
                    (held, failure) -> {
                      Duration took = Duration.ofNanos(System.nanoTime() - began);
                      component.tell(claimed.event(), took, Boolean.TRUE.equals(held));
                      written(claimed, failure);
                    });
          });
    }
  }

  private CompletableFuture<Boolean> write(ClaimedEvent claimed) {
    Exchange exchange = createExchange(false);
    try {
      Collected collected = Collected.in(exchange);
      byte[] payload = claimed.payload().bytes();
      EventExchange.fill(exchange, claimed.event(), payload);
      getProcessor().process(exchange);
      if (exchange.getException() != null) {
        return failed(claimed, exchange.getException());
      }
      Map<String, String> destinations =
          component.orderKeys().of(claimed.event(), payload, collected.destinations());
      return component.events().routed(claimed.by(version), destinations, exchange.isRouteStop());
    } catch (Exception e) {
      return failed(claimed, e);
    } finally {
      releaseExchange(exchange, false);
    }
  }

  private CompletableFuture<Boolean> failed(ClaimedEvent claimed, Throwable thrown) {
    String reason =
        "The router of "
            + endpoint.getCustomer()
            + " failed ("
            + root(thrown).getClass().getSimpleName()
            + "). Mend routes/"
            + endpoint.getCustomer()
            + "/router.camel.yaml; the event waits and is tried again.";
    LOG.atWarn()
        .addKeyValue("eventId", claimed.event().id())
        .addKeyValue("customer", endpoint.getCustomer())
        .log("Event {} stays in the inbox: {}", claimed.event().id(), reason);
    Instant next =
        component
            .clock()
            .instant()
            .plus(component.schedule().waitAfterEndless(claimed.routings() + 1));
    return component.events().routingFailed(claimed, reason, next);
  }

  private void written(ClaimedEvent claimed, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warn(
          "Event {} could not be marked as routed; it is routed again when its lease ends",
          claimed.event().id());
    }
    running.decrementAndGet();
    wake();
  }

  private static Throwable root(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at.getCause() != null && depth < 20; depth++) {
      at = at.getCause();
    }
    return at;
  }
}
