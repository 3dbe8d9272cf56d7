package io.usher.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.usher.settings.KeepTime;
import io.usher.store.AgedEvent;
import io.usher.store.AuditStore;
import io.usher.store.FreedSpace;
import io.usher.store.PurgeStore;
import io.usher.store.Purged;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes what was kept long enough: first payloads, later the log. Works in small batches, one
 * commit each, and rests as long as each took, so that webhooks never wait for it. One run at a
 * time.
 */
@Component
public class Purge {

  private static final Logger LOG = LoggerFactory.getLogger(Purge.class);

  /** The next batch after the one that ended with this event. */
  @FunctionalInterface
  private interface Next {
    List<AgedEvent> after(@Nullable AgedEvent last);
  }

  private final PurgeStore store;
  private final AuditStore audit;
  private final FreedSpace space;
  private final KeepTimes times;
  private final MeterRegistry registry;
  private final Clock clock;

  Purge(
      PurgeStore store,
      AuditStore audit,
      FreedSpace space,
      KeepTimes times,
      MeterRegistry registry,
      Clock clock) {
    this.store = store;
    this.audit = audit;
    this.space = space;
    this.times = times;
    this.registry = registry;
    this.clock = clock;
  }

  /** What a run would remove now, per customer. */
  public List<PurgeReport> foreseen() {
    Instant now = clock.instant();
    return store.customers().stream()
        .map(customer -> report(customer, foreseen(customer, now)))
        .toList();
  }

  private Purged foreseen(String customer, Instant now) {
    Purged log =
        times
            .log(customer)
            .before(now)
            .map(b -> store.logToDelete(customer, b))
            .orElse(Purged.NOTHING);
    return times
        .payloads(customer)
        .before(now)
        .map(before -> store.payloadsToPurge(customer, before))
        .orElse(Purged.NOTHING)
        .plus(log);
  }

  /** Runs to its end; may take long after a long standstill. */
  public synchronized List<PurgeReport> run() {
    Instant now = clock.instant();
    times.audit().before(now).ifPresent(this::purgeAudit);
    return store.customers().stream()
        .map(customer -> report(customer, run(customer, now)))
        .toList();
  }

  private void purgeAudit(Instant before) {
    long removed = 0;
    int batch;
    do {
      batch = audit.removeBefore(before).join();
      removed += batch;
    } while (batch > 0);
    if (removed > 0) {
      LOG.info("Removed {} entries of the audit log", removed);
    }
  }

  private PurgeReport report(String customer, Purged purged) {
    return new PurgeReport(
        customer, times.payloads(customer).toString(), times.log(customer).toString(), purged);
  }

  private Purged run(String customer, Instant now) {
    Purged purged = purgePayloads(customer, times.payloads(customer), now);
    purged = purged.plus(deleteLog(customer, times.log(customer), now));
    count(customer, purged);
    if (!purged.foundNothing()) {
      LOG.info(
          "Removed of customer {}: {} payloads, and {} events with {} deliveries and {} attempts",
          customer,
          purged.payloads(),
          purged.events(),
          purged.deliveries(),
          purged.attempts());
    }
    return purged;
  }

  private Purged purgePayloads(String customer, KeepTime keep, Instant now) {
    return keep.before(now)
        .map(
            before ->
                batches(last -> store.withPayload(customer, before, last), store::purgePayloads))
        .orElse(Purged.NOTHING);
  }

  private Purged deleteLog(String customer, KeepTime keep, Instant now) {
    return keep.before(now)
        .map(
            before ->
                batches(last -> store.withPayload(customer, before, last), store::deleteLog)
                    .plus(
                        batches(
                            last -> store.withoutPayload(customer, before, last),
                            store::deleteLog)))
        .orElse(Purged.NOTHING);
  }

  private Purged batches(Next next, Function<List<AgedEvent>, CompletableFuture<Purged>> remove) {
    Purged all = Purged.NOTHING;
    List<AgedEvent> batch = next.after(null);
    while (!batch.isEmpty() && store.hasRoom()) {
      long began = System.nanoTime();
      Purged removed = remove.apply(batch).join();
      if (!removed.foundNothing()) {
        all = all.plus(removed);
        space.giveBackSome().join();
      }
      LockSupport.parkNanos(System.nanoTime() - began);
      batch = next.after(batch.get(batch.size() - 1));
    }
    if (!batch.isEmpty()) {
      LOG.warn(
          "The removal of old events stops early: the store's log needs the room that is left on its disk. The next run goes on with it");
    }
    return all;
  }

  private void count(String customer, Purged purged) {
    count(customer, "payload", purged.payloads());
    count(customer, "event", purged.events());
    count(customer, "delivery", purged.deliveries());
    count(customer, "attempt", purged.attempts());
  }

  private void count(String customer, String what, long number) {
    registry.counter("usher.purged", "customer", customer, "what", what).increment(number);
  }
}
