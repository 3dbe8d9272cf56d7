package io.usher.retention.disk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.usher.store.Backlog;
import io.usher.store.DiskRoom;
import io.usher.store.LogRoom;
import io.usher.store.StoreDisk;
import io.usher.webhook.Intake;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Turns webhooks away while the disk has less free than its budget, and takes them again by itself.
 * Deliveries go on meanwhile: the budget is the room that their records need.
 */
@Component
class DiskWatch {

  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

  /**
   * So short that a burst of webhooks doesn't fill a small disk's whole budget between two looks.
   */
  private static final long BETWEEN_LOOKS_MS = 100;

  /** With room for longer than this, looking more often would only take an idle machine's time. */
  private static final long LONGEST_BETWEEN_LOOKS_MS = 1000;

  /** So many in a row find room before webhooks are taken again. */
  private static final int LOOKS_BEFORE_TAKING = 10;

  /** The disk can hardly be filled faster, in bytes a second. */
  private static final long FASTEST_FILL = 128 << 20;

  private static final long LONGEST_BETWEEN_COUNTS_MS = 60_000;

  private final StoreDisk disk;
  private final Backlog backlog;
  private final LogRoom log;
  private final Intake intake;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, DiskWatch::daemon);
  private volatile boolean turningAway;
  private int ampleLooks;

  DiskWatch(StoreDisk disk, Backlog backlog, LogRoom log, Intake intake, MeterRegistry registry) {
    this.disk = disk;
    this.backlog = backlog;
    this.log = log;
    this.intake = intake;
    Gauge.builder("usher.disk.free", disk, d -> d.room().map(DiskRoom::free).orElse(-1L))
        .description("Room on the disk that holds the database; -1 when it is a server's")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("usher.disk.log", disk, d -> d.room().map(DiskRoom::log).orElse(-1L))
        .description("The log beside the database's file; -1 when a server has its own")
        .baseUnit("bytes")
        .register(registry);
  }

  /** Before the intake opens. */
  @EventListener(ApplicationStartedEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void start() {
    lookOnAndOn();
    if (disk.room().isPresent()) {
      timer.execute(this::count);
    }
  }

  /**
   * How much room what was accepted will take: the more often, the sooner the disk could be full.
   */
  private void count() {
    long began = System.nanoTime();
    try {
      disk.reserve(backlog.bytesToCome());
    } catch (RuntimeException e) {
      LOG.debug("What waits can't be counted: {}", e.toString());
    }
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    long spareMs = disk.room().map(DiskWatch::spareMs).orElse(Long.MAX_VALUE);
    long shortest = BETWEEN_LOOKS_MS + 20 * took;
    timer.schedule(
        this::count,
        Math.max(shortest, Math.min(spareMs, LONGEST_BETWEEN_COUNTS_MS)),
        TimeUnit.MILLISECONDS);
  }

  /** How long the disk takes to fill up, if it can't be filled faster. */
  private static long spareMs(DiskRoom room) {
    return (room.left() - room.mustStayFree()) * 1000 / FASTEST_FILL;
  }

  private void lookOnAndOn() {
    long pause = LONGEST_BETWEEN_LOOKS_MS;
    try {
      look();
      long spareMs = disk.room().map(DiskWatch::spareMs).orElse(Long.MAX_VALUE);
      pause = Math.max(BETWEEN_LOOKS_MS, Math.min(spareMs / 2, LONGEST_BETWEEN_LOOKS_MS));
    } finally {
      timer.schedule(this::lookOnAndOn, pause, TimeUnit.MILLISECONDS);
    }
  }

  void look() {
    disk.room().ifPresent(this::judge);
  }

  private void judge(DiskRoom room) {
    log.look(room);
    if (!turningAway && room.isShort()) {
      turningAway = true;
      ampleLooks = 0;
      intake.diskHasRoom(false);
      LOG.error("{}", sentence(room));
    } else if (turningAway && ampleInARow(room) >= LOOKS_BEFORE_TAKING) {
      turningAway = false;
      intake.diskHasRoom(true);
      LOG.info("The disk has room again ({} free): webhooks are taken", size(room.free()));
    }
  }

  private int ampleInARow(DiskRoom room) {
    ampleLooks = room.isAmple() ? ampleLooks + 1 : 0;
    return ampleLooks;
  }

  boolean isTurningAway() {
    return turningAway;
  }

  static String sentence(DiskRoom room) {
    return "The disk of the data folder has %s free%s, less than the %s that must stay free (usher.store.min-free)%s: webhooks are answered 503, deliveries %s. Make room on it; the hub goes on by itself."
        .formatted(
            size(room.free()),
            room.captive() ? " and a log of %s to make room for".formatted(size(room.log())) : "",
            size(room.budget()),
            room.reserve() > 0
                ? " plus the %s that waiting deliveries will take".formatted(size(room.reserve()))
                : "",
            room.isHeldByLog()
                ? "wait until whoever reads usher.db, such as a copy, is done or there is more room"
                : "go on");
  }

  private static String size(long bytes) {
    DataSize size = DataSize.ofBytes(bytes);
    return size.toMegabytes() >= 10 ? size.toMegabytes() + " MB" : size.toKilobytes() + " kB";
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    timer.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "usher-disk");
    thread.setDaemon(true);
    return thread;
  }
}
