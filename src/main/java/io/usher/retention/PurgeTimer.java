package io.usher.retention;

import io.usher.store.Recount;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts purges: the first a while after the start, when the hub has caught up. */
@Component
class PurgeTimer {

  private static final Logger LOG = LoggerFactory.getLogger(PurgeTimer.class);
  private static final Duration AFTER_THE_START = Duration.ofMinutes(3);

  private final Purge purge;
  private final Recount recount;
  private final Duration every;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(PurgeTimer::daemon);

  PurgeTimer(Purge purge, Recount recount, RetentionSettings settings) {
    this.purge = purge;
    this.recount = recount;
    this.every = settings.every();
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    long first = Math.min(AFTER_THE_START.toMillis(), every.toMillis());
    timer.scheduleWithFixedDelay(this::run, first, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      purge.run();
      recount.run();
    } catch (RuntimeException e) {
      LOG.warn(
          "The removal of old events or the count of all stopped early; it is tried again in {}",
          every,
          e);
    }
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    timer.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "usher-purge");
    thread.setDaemon(true);
    return thread;
  }
}
