package io.usher.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims work whenever there may be some and there is room for it, without a thread of its own: one
 * claim is under way at most, and between claims only a timer remembers when the next row is due.
 * Safe for all threads.
 */
public final class Claimer<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);

  /**
   * A net below the wake-ups and the timer: rows that another process gave back are seen within
   * this time.
   */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(5);

  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

  /** Deliveries go on in a rush too, but slowly: as many as there are slots in this time. */
  private static final Duration FOR_ALL_SLOTS_IN_A_RUSH = Duration.ofMillis(100);

  /** And in parts, for many attempts that begin at once keep those waiting who are answered. */
  private static final int PARTS_IN_A_RUSH = 4;

  /** While most of the work there is room for is under way, more of it is claimed at a time. */
  private static final Duration BETWEEN_CLAIMS_WHEN_BUSY = Duration.ofMillis(3);

  private final String name;
  private final int slots;
  private final IntFunction<CompletableFuture<Claim<T>>> claim;
  private final IntSupplier room;
  private final Consumer<T> take;
  private final ScheduledExecutorService timer;
  private final Clock clock;
  private final Rush rush;
  private final AtomicBoolean heldBack = new AtomicBoolean();
  private final AtomicBoolean claiming = new AtomicBoolean();
  private final AtomicBoolean wanted = new AtomicBoolean();
  private volatile boolean running;
  private volatile long lastClaimNanos = System.nanoTime() - FOR_ALL_SLOTS_IN_A_RUSH.toNanos();
  private @Nullable ScheduledFuture<?> alarm;

  /**
   * @param slots how many can be worked on at a time
   * @param claim takes up to so many rows
   * @param room how many more can be worked on now; asked before each claim
   * @param take starts work on one row; must not block
   */
  public Claimer(
      String name,
      int slots,
      IntFunction<CompletableFuture<Claim<T>>> claim,
      IntSupplier room,
      Consumer<T> take,
      ScheduledExecutorService timer,
      Clock clock,
      Rush rush) {
    this.name = name;
    this.slots = slots;
    this.claim = claim;
    this.room = room;
    this.take = take;
    this.timer = timer;
    this.clock = clock;
    this.rush = rush;
  }

  public void start() {
    running = true;
    wake();
  }

  /** Claims nothing more; what was claimed goes on. */
  public void stop() {
    running = false;
    setAlarm(null);
  }

  /** Whether a claim is on its way to the store: its rows are started even after a stop. */
  public boolean isClaiming() {
    return claiming.get();
  }

  /** Whether it runs, no claim is under way, and none is wanted for what may be due. */
  public boolean isIdle() {
    return running && !wanted.get() && !claiming.get();
  }

  /** Room became free: claims if there was too little for what may be due. */
  public void roomCame() {
    claimIfWanted();
  }

  /** Something may be due that was not before. */
  public void wake() {
    wanted.set(true);
    claimIfWanted();
  }

  private void claimIfWanted() {
    while (running && wanted.get() && !holdsBack() && claiming.compareAndSet(false, true)) {
      int free = room.getAsInt();
      if (free <= 0) {
        // Whoever makes room tells us; wanted stays set.
        claiming.set(false);
        if (room.getAsInt() <= 0) {
          return;
        }
        continue;
      }
      wanted.set(false);
      lastClaimNanos = System.nanoTime();
      int asked = rush.isOn() ? Math.min(free, part()) : free;
      claim.apply(asked).whenComplete((claimed, failure) -> claimed(claimed, failure, asked));
      return;
    }
  }

  private boolean holdsBack() {
    long early = pause().toNanos() - (System.nanoTime() - lastClaimNanos);
    if (early <= 0) {
      return false;
    }
    if (heldBack.compareAndSet(false, true)) {
      timer.schedule(this::claimAfterAll, early, TimeUnit.NANOSECONDS);
    }
    return true;
  }

  private Duration pause() {
    if (rush.isOn()) {
      return FOR_ALL_SLOTS_IN_A_RUSH.multipliedBy(part()).dividedBy(slots);
    }
    return room.getAsInt() * 2 < slots ? BETWEEN_CLAIMS_WHEN_BUSY : Duration.ZERO;
  }

  /** How many are claimed at a time in a rush. */
  private int part() {
    return Math.max(1, slots / PARTS_IN_A_RUSH);
  }

  private void claimAfterAll() {
    heldBack.set(false);
    claimIfWanted();
  }

  private void claimed(@Nullable Claim<T> claimed, @Nullable Throwable failure, int asked) {
    if (claimed == null) {
      LOG.warn("{} could not claim: {}", name, String.valueOf(failure));
      setAlarm(AFTER_A_FAILURE);
    } else {
      claimed.items().forEach(take);
      if (claimed.items().size() == asked) {
        wanted.set(true);
      }
      setAlarm(untilNext(claimed.nextDue()));
    }
    claiming.set(false);
    claimIfWanted();
  }

  private Duration untilNext(@Nullable Instant nextDue) {
    if (nextDue == null) {
      return LONGEST_SLEEP;
    }
    Duration wait = Duration.between(clock.instant(), nextDue);
    return wait.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : wait.plusMillis(1);
  }

  private synchronized void setAlarm(@Nullable Duration wait) {
    if (alarm != null) {
      alarm.cancel(false);
    }
    alarm =
        wait == null || !running
            ? null
            : timer.schedule(this::wake, Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
  }
}
