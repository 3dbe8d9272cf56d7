package io.usher.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes that have been replaced and finish what they had begun. Nothing waits for them; when the
 * last exchange has ended, they are taken apart.
 */
final class Retired implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Retired.class);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** An attempt's own timeout ends it long before. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final RouteWorkshop workshop;
  private final Lock lock;
  private final List<Leaving> leaving = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "usher-retired-routes");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param lock held while routes are built or taken apart
   */
  Retired(RouteWorkshop workshop, Lock lock) {
    this.workshop = workshop;
    this.lock = lock;
  }

  private volatile boolean closed;

  private record Leaving(LiveRoute route, long sinceNanos) {}

  void add(LiveRoute route) {
    leaving.add(new Leaving(route, System.nanoTime()));
    look(Duration.ZERO);
  }

  /** How many are still there. */
  int size() {
    return leaving.size();
  }

  private void lookAtAll() {
    for (Leaving each : leaving) {
      if (isDone(each)) {
        leaving.remove(each);
        remove(each.route);
      }
    }
    if (!leaving.isEmpty()) {
      look(LOOK);
    }
  }

  private void look(Duration in) {
    if (!closed && !timer.isShutdown()) {
      timer.schedule(this::lookAtAll, in.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static boolean isDone(Leaving each) {
    int underWay = each.route.claimant().map(claimant -> claimant.underWay()).orElse(0);
    boolean late = System.nanoTime() - each.sinceNanos > LONGEST.toNanos();
    if (underWay > 0 && late) {
      LOG.warn(
          "The old version of {} still has {} under way after {} minutes and is removed all the same",
          each.route.id(),
          underWay,
          LONGEST.toMinutes());
    }
    return underWay == 0 || late;
  }

  @SuppressWarnings("IllegalCatch") // the next one must be removed all the same
  private void remove(LiveRoute route) {
    lock.lock();
    try {
      if (!closed) {
        workshop.remove(route);
      }
    } catch (RuntimeException e) {
      LOG.warn("The old version of {} could not be removed", route.id(), e);
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more apart, and waits for what is just being taken apart. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      timer.shutdownNow();
    } finally {
      lock.unlock();
    }
  }
}
