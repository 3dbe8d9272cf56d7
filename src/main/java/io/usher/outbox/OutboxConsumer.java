package io.usher.outbox;

import io.usher.store.Claimant;
import io.usher.store.ClaimedDelivery;
import io.usher.store.Claimer;
import io.usher.store.DestinationTerms;
import io.usher.store.Slot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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
  private final Slots slots;
  private final AtomicInteger own = new AtomicInteger();
  private final Runnable wake = this::wake;
  private final Runnable roomCame = this::roomCame;
  private final Supplier<Optional<Slot>> keeping = this::keepSlot;
  private volatile int version;
  private boolean given;
  private volatile @Nullable Breaker breaker;
  private volatile @Nullable Claimer<ClaimedDelivery> claimer;
  private volatile @Nullable ExecutorService attempts;

  OutboxConsumer(OutboxEndpoint endpoint, Processor processor, DestinationTerms terms) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.component = endpoint.component();
    this.terms = terms;
    this.slots = component.slots(terms, endpoint.breaker());
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
            endpoint.getConcurrency(),
            room -> component.deliveries().claim(terms, room),
            this::room,
            this::attempt,
            component.timer(),
            component.clock(),
            component.wakeups().rush());
    claimer = started;
    breaker = slots.heldBy(roomCame, endpoint.breaker());
    component
        .orderKeys()
        .put(terms.customer(), terms.destination(), OrderKey.parse(endpoint.getOrderKey()));
    listen();
    component
        .destinations()
        .probeNow(terms.customer(), terms.destination())
        .whenComplete((done, failure) -> startUnlessStopped(started));
  }

  /** The next version may have taken over meanwhile. */
  private synchronized void startUnlessStopped(Claimer<ClaimedDelivery> started) {
    if (started == claimer && !given) {
      started.start();
    }
  }

  private void listen() {
    component.wakeups().listenOutbox(terms.customer(), terms.destination(), wake);
    component.wakeups().slots().offer(terms.customer(), terms.destination(), keeping);
  }

  @Override
  protected void doSuspend() throws Exception {
    stopClaiming();
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    claimAgain();
  }

  private synchronized void claimAgain() {
    given = false;
    Claimer<ClaimedDelivery> resumed = claimer;
    if (resumed != null) {
      listen();
      startUnlessStopped(resumed);
    }
  }

  @Override
  protected void doStop() throws Exception {
    stopClaiming();
    ExecutorService threads = attempts;
    if (threads != null) {
      // Threads that still run may finish and record; the hub's stop has waited for them already.
      endpoint.getCamelContext().getExecutorServiceManager().shutdown(threads);
      attempts = null;
    }
    if (slots.isHeldBy(roomCame)) {
      component.forget(terms, slots);
    }
    super.doStop();
  }

  @Override
  public synchronized void stopClaiming() {
    given = true;
    component.wakeups().slots().withdraw(terms.customer(), terms.destination(), keeping);
    component.wakeups().forgetOutbox(terms.customer(), terms.destination(), wake);
    Claimer<ClaimedDelivery> stopped = claimer;
    if (stopped != null) {
      stopped.stop();
    }
  }

  @Override
  public int underWay() {
    Claimer<ClaimedDelivery> claims = claimer;
    boolean claiming = claims != null && claims.isClaiming();
    return own.get() + (claiming ? 1 : 0);
  }

  @Override
  public void ofVersion(int version) {
    this.version = version;
  }

  private int room() {
    return areTooManyStuck() ? 0 : endpoint.getConcurrency() - slots.running().get();
  }

  private boolean areTooManyStuck() {
    return slots.stuck().get() >= endpoint.getConcurrency() * MOST_STUCK_PER_SLOT;
  }

  /**
   * None where others may be due, which go first, or where only a claim can tell how many may
   * start.
   */
  private Optional<Slot> keepSlot() {
    Claimer<ClaimedDelivery> claims = claimer;
    if (claims == null
        || terms.rate() != null
        || !claims.isIdle()
        || areTooManyStuck()
        || !slots.take(endpoint.getConcurrency())) {
      return Optional.empty();
    }
    own.incrementAndGet();
    if (claims.isIdle()) {
      return Optional.of(new KeptSlot());
    }
    // A claim may have counted the room before this one was taken.
    free();
    return Optional.empty();
  }

  private void wake() {
    Claimer<ClaimedDelivery> claims = claimer;
    if (claims != null) {
      claims.wake();
    }
  }

  private void roomCame() {
    Claimer<ClaimedDelivery> claims = claimer;
    if (claims != null) {
      claims.roomCame();
    }
  }

  private void attempt(ClaimedDelivery claimed) {
    own.incrementAndGet();
    slots.running().incrementAndGet();
    start(claimed);
  }

  private void start(ClaimedDelivery claimed) {
    ExecutorService threads = attempts;
    Breaker counting = breaker;
    if (threads == null || counting == null) {
      component.deliveries().giveBack(claimed).whenComplete((given, failure) -> free());
      return;
    }
    RunningAttempt attempt =
        new RunningAttempt(
            claimed.by(version),
            component,
            endpoint.attemptSchedule(),
            endpoint.attemptTimeout(),
            counting,
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
      slots.stuck().incrementAndGet();
    }
    free();
  }

  private void free() {
    slots.running().decrementAndGet();
    own.decrementAndGet();
    slots.freed();
  }

  private void returned() {
    slots.stuck().decrementAndGet();
    slots.freed();
  }

  private Exchange deliver(ClaimedDelivery claimed) throws Exception {
    Exchange exchange = createExchange(false);
    EventExchange.fill(exchange, claimed.event(), claimed.payload().bytes());
    exchange.setVariable(EventExchange.DELIVERY, claimed.delivery());
    try {
      getProcessor().process(exchange);
      return exchange;
    } finally {
      releaseExchange(exchange, false);
    }
  }

  /** One of this outbox's slots, for a delivery that is about to be made. */
  private final class KeptSlot implements Slot {

    @Override
    public DestinationTerms terms() {
      return terms;
    }

    @Override
    public void start(ClaimedDelivery held) {
      OutboxConsumer.this.start(held);
    }

    @Override
    public void free() {
      OutboxConsumer.this.free();
    }
  }
}
