package io.usher.retention.disk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.usher.store.DiskRoom;
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

  private final StoreDisk disk;
  private final Intake intake;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DiskWatch::daemon);
  private volatile boolean turningAway;

  DiskWatch(StoreDisk disk, Intake intake, MeterRegistry registry) {
    this.disk = disk;
    this.intake = intake;
    Gauge.builder("usher.disk.free", disk, d -> d.room().map(DiskRoom::free).orElse(-1L))
        .description("Room on the disk that holds the database; -1 when it is a server's")
        .baseUnit("bytes")
        .register(registry);
  }

  /** Before the intake opens. */
  @EventListener(ApplicationStartedEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void start() {
    look();
    timer.scheduleWithFixedDelay(
        this::look, BETWEEN_LOOKS_MS, BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS);
  }

  void look() {
    disk.room().ifPresent(this::judge);
  }

  private void judge(DiskRoom room) {
    if (!turningAway && room.isShort()) {
      turningAway = true;
      intake.diskHasRoom(false);
      LOG.error("{}", sentence(room));
    } else if (turningAway && room.isAmple()) {
      turningAway = false;
      intake.diskHasRoom(true);
      LOG.info("The disk has room again ({} free): webhooks are taken", size(room.free()));
    }
  }

  boolean isTurningAway() {
    return turningAway;
  }

  static String sentence(DiskRoom room) {
    return "The disk of the data folder has %s free, less than the %s that must stay free (usher.store.min-free): webhooks are answered 503, deliveries go on. Make room on it; the hub goes on by itself."
        .formatted(size(room.free()), size(room.budget()));
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
