package io.usher.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One claim on rows that are due, within one write. A row that has to wait for an earlier one of
 * its line is put off, so that a long line is not read again at every claim; what comes up instead
 * of it is read in another round.
 */
abstract class QueueClaim<T> {

  /** The row before may end at any moment, and then wakes the next; this is the net below. */
  static final long LOOK_AGAIN_MS = 2_000;

  /**
   * Ends a query for so many rows at most. Bound by itself, SQLite would plan the statement anew
   * whenever the number is another one, which takes longer than to run it.
   */
  static final String AT_MOST = " LIMIT ? + 0";

  /** Rounds in which hardly anything but waiting rows came up; the next claim goes on. */
  private static final int MOST_ROUNDS = 20;

  private final long now;

  QueueClaim(long now) {
    this.now = now;
  }

  final Claim<T> take(int limit) throws SQLException {
    List<T> taken = new ArrayList<>();
    for (int round = 0; round < MOST_ROUNDS && taken.size() < limit; round++) {
      int asked = limit - taken.size();
      int due = takeSome(asked, taken);
      Duration pause = pause();
      if (!pause.isZero()) {
        takeNewest(limit - taken.size(), taken);
        return new Claim<>(taken, Instant.ofEpochMilli(now).plus(pause));
      }
      if (due < asked) {
        return new Claim<>(taken, nextDue());
      }
    }
    return new Claim<>(taken, Instant.ofEpochMilli(now));
  }

  /**
   * While much that has to wait stands before everything else: adds some of what came last, and
   * leaves the rest alone.
   */
  void takeNewest(int most, List<T> taken) throws SQLException {}

  /** How long the next claim should wait to go on with what stood in this one's way. */
  Duration pause() {
    return Duration.ZERO;
  }

  /**
   * Reads due rows, oldest first, and adds to {@code taken} those that need not wait.
   *
   * @return how many were due
   */
  abstract int takeSome(int most, List<T> taken) throws SQLException;

  /** When the next row becomes due; null when none waits for a time. */
  abstract @Nullable Instant nextDue() throws SQLException;
}
