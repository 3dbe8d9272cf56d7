package io.usher.retention.disk;

import io.usher.store.DiskRoom;
import io.usher.store.StoreDisk;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** The health's component {@code disk}; in place of Spring's own, which has another limit. */
@Component
class DiskHealthIndicator implements HealthIndicator {

  private final StoreDisk disk;
  private final DiskWatch watch;

  DiskHealthIndicator(StoreDisk disk, DiskWatch watch) {
    this.disk = disk;
    this.watch = watch;
  }

  @Override
  public Health health() {
    return disk.room()
        .map(this::of)
        .orElseGet(
            () -> Health.up().withDetail("reason", "The database has a disk of its own.").build());
  }

  private Health of(DiskRoom room) {
    Health.Builder health =
        watch.isTurningAway()
            ? Health.outOfService().withDetail("reason", DiskWatch.sentence(room))
            : Health.up();
    return health
        .withDetail("free", room.free())
        .withDetail("log", room.log())
        .withDetail("mustStayFree", room.mustStayFree())
        .withDetail("total", room.total())
        .build();
  }
}
