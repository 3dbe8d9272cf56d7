package io.usher.bench;

import io.usher.bench.Contestant.BareServlet;
import io.usher.bench.Contestant.Hub;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who takes part, with the database that one of them needs. */
final class Field implements AutoCloseable {

  static final Hub SQLITE = new Hub("hub on SQLite", Map.of(), List.of());

  private final List<Contestant> contestants = new ArrayList<>();
  private final EmbeddedPostgres postgres;

  /** The bare servlet first, as all others are compared with it. */
  Field() throws IOException, InterruptedException {
    postgres = postgres();
    contestants.add(new BareServlet());
    contestants.add(SQLITE);
    contestants.add(
        new Hub("hub on PostgreSQL", Map.of("USHER_STORE_URL", url(postgres)), List.of()));
    try {
      contestants.add(NodeRed.installed());
    } catch (IOException e) {
      System.err.println("Without Node-RED: " + e.getMessage());
    }
  }

  /** One that keeps what it says it has kept. */
  static EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  static String url(EmbeddedPostgres postgres) {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres";
  }

  List<Contestant> contestants() {
    return contestants;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
