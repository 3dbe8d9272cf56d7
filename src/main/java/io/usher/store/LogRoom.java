package io.usher.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an embedded database's log from taking the last room on its disk. While somebody reads the
 * database as it was some time ago the log can't be emptied and only grows; on a disk without any
 * room it could never be emptied again, as that needs room too. So where room is scarce the log is
 * emptied as soon as that is possible, and while it is longer than what is free, whatever can wait
 * is held back.
 */
public final class LogRoom {

  private static final Logger LOG = LoggerFactory.getLogger(LogRoom.class);

  /** Looks in a row that found the log too long before anybody is told. */
  private static final int LOOKS_BEFORE_A_WORD = 20;

  private final DatabaseType type;
  private final GroupCommit writer;
  private final StoreDisk disk;
  private CompletableFuture<?> emptying = CompletableFuture.completedFuture(null);
  private int looks;

  LogRoom(DatabaseType type, GroupCommit writer, StoreDisk disk) {
    this.type = type;
    this.writer = writer;
    this.disk = disk;
  }

  /** Several times a second, by one thread; waits for nothing. */
  public void look(DiskRoom room) {
    if (!room.isTightByLog()) {
      disk.logIsCaptive(false);
    } else if (emptying.isDone()) {
      emptying =
          writer
              .writeBetweenGroups(this::emptyUnlessRead)
              .thenAccept(done -> disk.logIsCaptive(!done));
    }
    writer.holdBack(room.isTakenByLog());
    tell(room);
  }

  /** Another look comes soon, whatever stands in the way of this one. */
  private boolean emptyUnlessRead(SqlSession sql) {
    try {
      sql.executeAll(type.waitForReaders(false));
      try {
        empty(type, sql);
      } finally {
        sql.executeAll(type.waitForReaders(true));
      }
      return true;
    } catch (SQLException e) {
      LOG.debug("The store's log can't be emptied yet: {}", e.toString());
      return false;
    }
  }

  /**
   * Brings everything from the log into the database, outside a transaction.
   *
   * @throws SQLException also when somebody reads what is in the log
   */
  static void empty(DatabaseType type, SqlSession sql) throws SQLException {
    for (String statement : type.emptyLog()) {
      boolean inTheWay = sql.first(statement, row -> row.getInt(1) != 0).orElse(false);
      if (inTheWay) {
        throw new SQLException("Somebody reads from it.");
      }
    }
  }

  private void tell(DiskRoom room) {
    if (room.isHeldByLog()) {
      looks++;
      if (looks == LOOKS_BEFORE_A_WORD) {
        LOG.warn(
            "The store's log has {} kB and its disk {} kB free, and the log can't be emptied: somebody, such as a copy or a query, reads usher.db, or the disk is full. Deliveries wait until whoever reads is done, or there is more room",
            room.log() / 1024,
            room.free() / 1024);
      }
    } else {
      if (looks >= LOOKS_BEFORE_A_WORD) {
        LOG.info("There is room for the store's log again: deliveries go on");
      }
      looks = 0;
    }
  }
}
