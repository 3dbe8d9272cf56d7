package io.usher.store;

/**
 * The room on the disk that holds the database, in bytes.
 *
 * @param budget what must stay free
 */
public record DiskRoom(long free, long total, long budget) {

  private static final int LARGEST_SHARE = 5;

  static DiskRoom of(long free, long total, long minFree) {
    return new DiskRoom(free, total, Math.min(minFree, total / LARGEST_SHARE));
  }

  public boolean isShort() {
    return free < budget;
  }

  /** A little above the budget, so that it isn't short again at once. */
  public boolean isAmple() {
    return free >= budget + budget / 4;
  }
}
