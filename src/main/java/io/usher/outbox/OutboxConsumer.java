package io.usher.outbox;

import io.usher.store.Claimant;
import io.usher.store.ClaimedDelivery;
import io.usher.store.Claimer;
import io.usher.store.DestinationTerms;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a destination's due deliveries and runs one attempt for each, on threads of its own: a
 * destination that hangs takes none from another.
 */
final class OutboxConsumer extends DefaultConsumer implements Claimant {

  /**
   * A lease outlives its attempt by this much, so that a slow commit doesn't let somebody else
   * start over.
   */
  static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

  /**
   * Attempts that ran out of time but whose thread did not come back: at so many per slot, no more
   * are started.
   */
  private static final int MOST_STUCK_PER_SLOT = 4;

  private final OutboxEndpoint endpoint;
  private final OutboxComponent component;
  private final DestinationTerms terms;
  private final Breaker breaker;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger stuck = new AtomicInteger();
  private final Runnable wake = this::wake;
  private @Nullable Claimer<ClaimedDelivery> claimer;
  private @Nullable ExecutorService attempts;

  OutboxConsumer(
      OutboxEndpoint endpoint, Processor processor, DestinationTerms terms, Breaker breaker) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.component = endpoint.getComponent();
    this.terms = terms;
    this.breaker = breaker;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    String name = "outbox " + terms.customer() + "/" + terms.destination();
    attempts =
        endpoint.getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, name);
    Claimer<ClaimedDelivery> started =
        new Claimer<>(
            name,
            room -> component.deliveries().claim(terms, room),
            this::room,
            this::attempt,
            component.timer(),
            component.clock(),
            component.wakeups().rush());
    claimer = started;
    component.wakeups().listenOutbox(terms.customer(), terms.destination(), wake);
    component
        .destinations()
        .probeNow(terms.customer(), terms.destination())
        .whenComplete((done, failure) -> started.start());
  }

  @Override
  protected void doSuspend() throws Exception {
    stopClaiming();
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    if (claimer != null) {
      component.wakeups().listenOutbox(terms.customer(), terms.destination(), wake);
      claimer.start();
    }
  }

  @Override
  protected void doStop() throws Exception {
    stopClaiming();
    if (attempts != null) {
      // Threads that still run may finish and record; the hub's stop has waited for them already.
      endpoint.getCamelContext().getExecutorServiceManager().shutdown(attempts);
      attempts = null;
    }
    super.doStop();
  }

  @Override
  public void stopClaiming() {
    component.wakeups().forgetOutbox(terms.customer(), terms.destination(), wake);
    if (claimer != null) {
      claimer.stop();
    }
  }

  @Override
  public int underWay() {
    boolean claiming = claimer != null && claimer.isClaiming();
    return running.get() + (claiming ? 1 : 0);
  }

  private int room() {
    boolean tooManyStuck = stuck.get() >= endpoint.getConcurrency() * MOST_STUCK_PER_SLOT;
    return tooManyStuck ? 0 : endpoint.getConcurrency() - running.get();
  }

  private void wake() {
    if (claimer != null) {
      claimer.wake();
    }
  }

  private void attempt(ClaimedDelivery claimed) {
    ExecutorService threads = attempts;
    if (threads == null) {
      component.deliveries().giveBack(claimed);
      return;
    }
    running.incrementAndGet();
    RunningAttempt attempt =
        new RunningAttempt(
            claimed,
            component,
            endpoint.attemptSchedule(),
            endpoint.attemptTimeout(),
            breaker,
            this::settled,
            this::returned);
    threads.execute(() -> attempt.run(this::deliver));
  }

  /**
   * An attempt's outcome is known and recorded: its slot is free, even when its thread has not come
   * back yet.
   */
  private void settled(boolean threadCameBack) {
    if (!threadCameBack) {
      stuck.incrementAndGet();
    }
    running.decrementAndGet();
    wake();
  }

  private void returned() {
    stuck.decrementAndGet();
    wake();
  }

  private Exchange deliver(ClaimedDelivery claimed) throws Exception {
    Exchange exchange = createExchange(false);
    EventExchange.fill(exchange, claimed.event(), claimed.payload());
    exchange.setVariable(EventExchange.DELIVERY, claimed.delivery());
    try {
      getProcessor().process(exchange);
      return exchange;
    } finally {
      releaseExchange(exchange, false);
    }
  }
}
