package io.usher.faults.bench;

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
        public String url() {
          return "";
        }

        @Override
        public void close() {}
      };

  String name();

  /** For {@code usher.store.url}. */
  String url();

  @Override
  void close();
}
