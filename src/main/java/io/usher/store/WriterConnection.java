package io.usher.store;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A writer's connection, which is replaced after it broke. Used by one thread. */
final class WriterConnection {

  /** Opens a connection; asked again whenever one breaks. */
  @FunctionalInterface
  interface Opening {
    SqlSession open() throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);
  private static final long BETWEEN_OPENINGS_MS = 250;

  private final Opening opening;
  private @Nullable SqlSession session;

  private WriterConnection(Opening opening, SqlSession session) {
    this.opening = opening;
    this.session = session;
  }

  /**
   * @throws SQLException when the database can't be reached
   */
  static WriterConnection open(Opening opening) throws SQLException {
    return new WriterConnection(opening, opening.open());
  }

  /** Null, after a moment, when the database can't be reached. */
  @Nullable SqlSession session() {
    if (session != null) {
      return session;
    }
    try {
      session = opening.open();
      LOG.info("The database is back");
    } catch (SQLException e) {
      LOG.debug("The database can't be reached: {}", e.toString());
      pause();
    }
    return session;
  }

  /** A connection that can't even roll back is given up. */
  void rollback() {
    try {
      if (session != null) {
        session.rollback();
      }
    } catch (SQLException e) {
      LOG.warn("A connection could not roll back and is replaced: {}", e.toString());
      drop();
    }
  }

  void drop() {
    try {
      if (session != null) {
        session.close();
      }
    } catch (SQLException e) {
      LOG.debug("A connection was gone already: {}", e.toString());
    }
    session = null;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_OPENINGS_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
