package io.usher.sales;

import io.usher.store.SaleLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One day as it is counted, a slice at a time. What came some seconds ago is counted once; what
 * came since then is counted anew with each look, for an event may become visible a moment after a
 * younger one. From time to time all is counted anew, as somebody may have released an event, or
 * discarded one.
 */
final class DayCount {

  private static final int A_PAGE = 200;
  private static final Duration SETTLED = Duration.ofSeconds(15);
  private static final Duration FRESH = Duration.ofSeconds(3);
  private static final Duration LASTS = Duration.ofSeconds(10);

  /** Counting may take a twentieth of the time between looks; counting all anew, a fiftieth. */
  private static final int SHARE = 20;

  private static final int SHARE_OF_ALL = 50;

  private final SaleDay day;
  private final SaleLog log;
  private final Clock clock;
  private Tally settled;
  private String settledTo = "";
  private Tally tail;
  private String cursor = "";
  private boolean fromTheBeginning = true;
  private Duration took = Duration.ZERO;
  private Instant againAt = Instant.EPOCH;
  private Instant allAgainAt = Instant.EPOCH;
  private volatile DaySales latest;
  private CompletableFuture<DaySales> running = new CompletableFuture<>();
  private boolean isRunning;

  DayCount(SaleDay day, SaleLog log, Clock clock) {
    this.day = day;
    this.log = log;
    this.clock = clock;
    this.settled = new Tally(day.zone());
    this.tail = new Tally(day.zone());
    this.latest = settled.sales(day, false, clock.instant());
  }

  DaySales latest() {
    return latest;
  }

  /**
   * What will be known when the count that is needed now has ended.
   *
   * @param start called where a count must be started
   */
  synchronized CompletableFuture<DaySales> ask(Runnable start) {
    if (!isRunning && clock.instant().isBefore(againAt)) {
      return CompletableFuture.completedFuture(latest);
    }
    if (!isRunning) {
      isRunning = true;
      running = new CompletableFuture<>();
      begin();
      start.run();
    }
    return running;
  }

  private void begin() {
    fromTheBeginning = !clock.instant().isBefore(allAgainAt);
    if (fromTheBeginning) {
      settled = new Tally(day.zone());
      settledTo = "";
    }
    tail = new Tally(day.zone());
    cursor = settledTo;
    took = Duration.ZERO;
  }

  /**
   * Counts on for at most that long.
   *
   * @return whether there is nothing more
   */
  boolean count(Duration atMost) {
    Instant began = clock.instant();
    Instant end = began.plus(atMost);
    Instant settles = began.minus(SETTLED);
    List<SaleLog.Row> page;
    do {
      page = log.after(day.customer(), day.begin(), day.end(), cursor, A_PAGE);
      page.forEach(row -> add(row, settles));
    } while (page.size() == A_PAGE && clock.instant().isBefore(end));
    took = took.plus(Duration.between(began, clock.instant()));
    boolean isDone = page.size() < A_PAGE;
    tell(isDone);
    return isDone;
  }

  private void add(SaleLog.Row row, Instant settles) {
    cursor = row.id();
    if (tail.isEmpty() && row.receivedAt().isBefore(settles)) {
      settled.add(row);
      settledTo = row.id();
    } else {
      tail.add(row);
    }
  }

  private synchronized void tell(boolean isDone) {
    Instant now = clock.instant();
    if (isDone || !latest.complete()) {
      Tally all = new Tally(day.zone());
      all.add(settled);
      all.add(tail);
      latest = all.sales(day, isDone, now);
    }
    if (isDone) {
      againAt = now.plus(longer(FRESH, took.multipliedBy(SHARE)));
      if (fromTheBeginning) {
        allAgainAt = now.plus(longer(LASTS, took.multipliedBy(SHARE_OF_ALL)));
      }
      isRunning = false;
      running.complete(latest);
    }
  }

  /** The next look begins anew. */
  synchronized void fail(RuntimeException failure) {
    allAgainAt = Instant.EPOCH;
    isRunning = false;
    running.completeExceptionally(failure);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
