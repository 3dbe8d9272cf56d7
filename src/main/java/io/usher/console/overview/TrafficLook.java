package io.usher.console.overview;

import io.usher.store.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The last day's counts by the hour, counted beside the pages that show them: a page takes what is
 * there and waits only a moment for a newer look. Where counting takes long it is done less often.
 */
@Component
class TrafficLook {

  static final Duration SPAN = Duration.ofHours(25);
  private static final Logger LOG = LoggerFactory.getLogger(TrafficLook.class);
  private static final Duration FRESH = Duration.ofSeconds(3);
  private static final int SHARE = 20;
  private static final long PATIENCE_MS = 150;

  private final Traffic traffic;
  private final Clock clock;
  private final Executor counting =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "usher-traffic");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Look last;
  private @Nullable CompletableFuture<Look> running;

  /**
   * @param until when it is new enough
   */
  record Look(
      List<Traffic.Count> events, List<Traffic.Count> deliveries, Instant at, Instant until) {
    static final Look NONE = new Look(List.of(), List.of(), Instant.EPOCH, Instant.EPOCH);
  }

  TrafficLook(Traffic traffic, Clock clock) {
    this.traffic = traffic;
    this.clock = clock;
  }

  /** The first page shall not wait for the first count. */
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    ask();
  }

  /** What was counted last; {@link Look#NONE} where the first count takes long. */
  Look latest() {
    CompletableFuture<Look> asked = ask();
    try {
      return asked.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return known();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return known();
    } catch (ExecutionException e) {
      LOG.warn("The last day's counts can't be read: {}", String.valueOf(e.getCause()));
      return known();
    }
  }

  private synchronized Look known() {
    return last == null ? Look.NONE : last;
  }

  private synchronized CompletableFuture<Look> ask() {
    if (last != null && clock.instant().isBefore(last.until)) {
      return CompletableFuture.completedFuture(last);
    }
    if (running == null || running.isDone()) {
      running = CompletableFuture.supplyAsync(this::count, counting);
    }
    return running;
  }

  private Look count() {
    Instant begin = clock.instant();
    Instant since = begin.minus(SPAN);
    List<Traffic.Count> events = traffic.events(since);
    List<Traffic.Count> deliveries = traffic.deliveries(since);
    Duration took = Duration.between(begin, clock.instant());
    Duration pause = took.multipliedBy(SHARE);
    Instant until = clock.instant().plus(pause.compareTo(FRESH) > 0 ? pause : FRESH);
    Look look = new Look(events, deliveries, begin, until);
    keep(look);
    return look;
  }

  private synchronized void keep(Look look) {
    last = look;
  }
}
