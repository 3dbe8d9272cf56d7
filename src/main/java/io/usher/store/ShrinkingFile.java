package io.usher.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an embedded database one whose file can shrink. That can only be chosen before its first
 * table is made; later the whole file has to be written anew, which is left to its owner.
 */
final class ShrinkingFile {

  private static final Logger LOG = LoggerFactory.getLogger(ShrinkingFile.class);
  private static final int INCREMENTAL = 2;

  private ShrinkingFile() {}

  /** What can't be opened here is reported by whoever opens it next. */
  static void choose(StoreAddress address) {
    if (address.type().beforeFirstTable().length == 0) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(address.url());
        Statement statement = connection.createStatement()) {
      for (String pragma : address.type().beforeFirstTable()) {
        statement.execute(pragma);
      }
      warnUnlessShrinking(statement);
    } catch (SQLException e) {
      LOG.debug("The database could not be prepared: {}", e.toString());
    }
  }

  private static void warnUnlessShrinking(Statement statement) throws SQLException {
    try (ResultSet mode = statement.executeQuery("PRAGMA auto_vacuum")) {
      if (mode.next() && mode.getInt(1) != INCREMENTAL) {
        LOG.warn(
            "The database's file was made by an older version and doesn't shrink when old events are removed; their room"
                + " is used again. To change that, stop the hub and run: sqlite3 usher.db"
                + " 'PRAGMA auto_vacuum = INCREMENTAL; VACUUM;' (it needs as much free disk as the file is large)");
      }
    }
  }
}
