package io.usher.alarm;

import io.usher.health.Sampler;
import io.usher.store.AlarmStore;
import io.usher.store.Arrivals;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** When alarms are looked for: after each look at the hub, on a thread of their own. */
@Component
class AlarmTimer {

  private static final Logger LOG = LoggerFactory.getLogger(AlarmTimer.class);
  private static final Duration BETWEEN_FLUSHES = Duration.ofMinutes(1);
  private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(6);

  private final AlarmLook alarms;
  private final Arrivals arrivals;
  private final AlarmStore store;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(AlarmTimer::daemon);

  AlarmTimer(AlarmLook alarms, Arrivals arrivals, AlarmStore store, Sampler sampler) {
    this.alarms = alarms;
    this.arrivals = arrivals;
    this.store = store;
    sampler.follow(sample -> lookSoon());
  }

  /** One look at a time: where they take long, those between are left out. */
  private void lookSoon() {
    if (!timer.isShutdown() && looking.compareAndSet(false, true)) {
      timer.execute(
          () -> {
            looking.set(false);
            quietly("Alarms were not looked for", alarms::look);
          });
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    every(BETWEEN_FLUSHES, () -> quietly("Counts of events wait", () -> arrivals.flush().join()));
    every(BETWEEN_CLEANINGS, () -> quietly("Old alarms stay", () -> store.forgetOld().join()));
  }

  private void every(Duration time, Runnable task) {
    timer.scheduleWithFixedDelay(task, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void quietly(String otherwise, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("{}: {}", otherwise, e.toString());
    }
  }

  /** While the store is open still. */
  @EventListener(ContextClosedEvent.class)
  @Order(Ordered.LOWEST_PRECEDENCE)
  void stop() {
    timer.shutdownNow();
    arrivals.flush();
    alarms.leave();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "usher-alarms");
    thread.setDaemon(true);
    return thread;
  }
}
