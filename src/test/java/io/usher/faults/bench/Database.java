package io.usher.faults.bench;

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

  @Override
  void close();
}
