package io.usher.faults.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** What the hubs of a trial store in. */
interface Database extends AutoCloseable {

  /** SQLite, in the hub's own data folder. */
  Database SQLITE =
      new Database() {
        @Override
        public String name() {
          return "SQLite";
        }

        @Override
        public Map<String, String> environment() {
          return Map.of();
        }

        @Override
        public void close() {}
      };

  String name();

  /** What each hub must know. */
  Map<String, String> environment();

  /**
   * A connection of the bench's own. On SQLite only while no hub runs.
   *
   * @param data the hub's data folder
   */
  default Connection open(Path data) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("usher.db"));
  }

  /** After a fill, as a server does by itself within minutes; planners know nothing before. */
  default void tidy() throws SQLException {}

  @Override
  void close();
}
