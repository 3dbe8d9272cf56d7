package io.usher.store;

/**
 * The room on the disk that holds the database, in bytes.
 *
 * @param budget what must stay free
 * @param log what an embedded database's log takes; bringing it into the database takes as much
 *     again at most
 * @param reserve what the records of deliveries that are still to be made will take
 * @param captive whether the log could not be emptied: somebody reads, or there is no room
 */
public record DiskRoom(
    long free, long total, long budget, long reserve, long log, boolean captive) {

  private static final int LARGEST_SHARE = 5;
  private static final int SHORT_LOG = 16;

  static DiskRoom of(long free, long total, long minFree) {
    return new DiskRoom(free, total, Math.min(minFree, total / LARGEST_SHARE), 0, 0, false);
  }

  DiskRoom with(long newReserve, long newLog, boolean nowCaptive) {
    return new DiskRoom(free, total, budget, newReserve, newLog, nowCaptive);
  }

  /** What is sure to be free, whenever a captive log comes into the database. */
  public long left() {
    return captive ? free - log : free;
  }

  /** The budget, and beside it the room for what was accepted. */
  public long mustStayFree() {
    return budget + reserve;
  }

  public boolean isShort() {
    return left() < mustStayFree();
  }

  /** A little above the budget, so that it isn't short again at once. */
  public boolean isAmple() {
    return left() >= ample();
  }

  private long ample() {
    return mustStayFree() + budget / 4;
  }

  /** Whether the log should be emptied now, so that there is room. */
  boolean isTightByLog() {
    return hasLongLog() && free - log < ample();
  }

  /** Whether emptying the log might fail for want of room. */
  boolean isTakenByLog() {
    return hasLongLog() && log > free;
  }

  /** Likewise, and the hub can't change that: whoever reads must end, or somebody make room. */
  public boolean isHeldByLog() {
    return captive && isTakenByLog();
  }

  /** Whether the log counts beside the budget, or beside what is free at all. */
  private boolean hasLongLog() {
    return log > Math.min(free, budget / SHORT_LOG);
  }
}
