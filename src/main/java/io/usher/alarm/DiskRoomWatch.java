package io.usher.alarm;

import io.usher.store.DiskRoom;
import io.usher.store.StoreDisk;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A disk that is nearly full: told before webhooks are turned away, and again when they are. */
@Component
class DiskRoomWatch implements Watch {

  private final StoreDisk disk;
  private boolean low;

  DiskRoomWatch(StoreDisk disk) {
    this.disk = disk;
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.DISK);
  }

  @Override
  public synchronized List<Trouble> troubles(Instant now) {
    return disk.room().map(this::judge).orElse(List.of());
  }

  /** A little more room is needed to end it than began it. */
  private List<Trouble> judge(DiskRoom room) {
    long spare = room.left() - room.mustStayFree();
    low = spare < room.budget() || (low && spare < room.budget() * 3 / 2);
    return low ? List.of(trouble(room)) : List.of();
  }

  private static Trouble trouble(DiskRoom room) {
    String what =
        "The disk of the data folder has %s free%s; below %s webhooks are turned away."
            .formatted(Words.size(room.free()), log(room), Words.size(room.mustStayFree()));
    String full =
        "The disk of the data folder has %s free%s: webhooks are turned away with 503, deliveries %s."
            .formatted(
                Words.size(room.free()),
                log(room),
                room.isHeldByLog()
                    ? "wait until whoever reads usher.db, such as a copy, is done or there is more room"
                    : "go on");
    return new Trouble(
        AlarmKind.DISK,
        null,
        "data folder",
        null,
        room.isShort() ? full : what,
        "Make room on that disk; the hub goes on by itself. To keep payloads for less time: usher.retention.payloads.",
        ConsolePages.OVERVIEW,
        room.isShort() ? 2 : 1);
  }

  private static String log(DiskRoom room) {
    return room.captive()
        ? " and a log of %s to make room for".formatted(Words.size(room.log()))
        : "";
  }
}
