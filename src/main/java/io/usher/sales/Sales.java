package io.usher.sales;

import io.usher.customer.Customer;
import io.usher.store.SaleLog;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what was sold on a day. Counted beside the pages that show it, in slices with pauses
 * between them, so that neither a day with a million events nor several of them hold anything up;
 * whoever asks takes what is known after a moment. Safe for all threads. Knows everybody's: whoever
 * shows it asks first who may see it.
 */
public final class Sales implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sales.class);
  private static final Duration SLICE = Duration.ofMillis(200);
  private static final long PAUSE_MS = 100;
  private static final long PATIENCE_MS = 150;
  private static final int MOST_DAYS = 60;

  private final SaleLog log;
  private final Clock clock;
  private final Map<SaleDay, DayCount> days = new LinkedHashMap<>(16, 0.75f, true);
  private final ScheduledExecutorService counting =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "usher-sales");
            thread.setDaemon(true);
            return thread;
          });

  Sales(SaleLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Whether there can be events of that day. */
  public static boolean isCountable(LocalDate day) {
    return day.getYear() >= 2000 && day.getYear() < 3000;
  }

  public LocalDate today(Customer customer) {
    return LocalDate.ofInstant(clock.instant(), customer.zone());
  }

  /** Not complete where counting takes longer than a moment: ask again. */
  public DaySales of(Customer customer, LocalDate day) {
    DayCount count = count(new SaleDay(customer.id(), day, customer.zone()));
    CompletableFuture<DaySales> asked = count.ask(() -> goOn(count, 0));
    try {
      return asked.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return count.latest();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return count.latest();
    } catch (ExecutionException e) {
      LOG.warn("The sales of a day can't be counted: {}", String.valueOf(e.getCause()));
      return count.latest();
    }
  }

  private DayCount count(SaleDay day) {
    synchronized (days) {
      DayCount count = days.computeIfAbsent(day, d -> new DayCount(d, log, clock));
      if (days.size() > MOST_DAYS) {
        days.remove(days.keySet().iterator().next());
      }
      return count;
    }
  }

  private void goOn(DayCount count, long afterMs) {
    counting.schedule(() -> slice(count), afterMs, TimeUnit.MILLISECONDS);
  }

  private void slice(DayCount count) {
    try {
      if (!count.count(SLICE)) {
        goOn(count, PAUSE_MS);
      }
    } catch (RuntimeException e) {
      count.fail(e);
    }
  }

  @Override
  public void close() {
    counting.shutdownNow();
  }
}
