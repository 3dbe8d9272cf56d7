package io.usher.faults.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One server, or a primary with a synchronous standby. */
final class Postgres implements Database {

  private final PostgresServer primary;
  private final @Nullable PostgresServer standby;

  private Postgres(PostgresServer primary, @Nullable PostgresServer standby) {
    this.primary = primary;
    this.standby = standby;
  }

  static Postgres alone() {
    PostgresServer server = PostgresServer.make(newFolder().resolve("primary"));
    server.start();
    return new Postgres(server, null);
  }

  /** No commit returns before the standby has it on its disk. */
  static Postgres withStandby() {
    Path folder = newFolder();
    PostgresServer primary = PostgresServer.make(folder.resolve("primary"));
    PostgresServer standby = PostgresServer.standbyOf(primary, folder.resolve("standby"));
    primary.configure("synchronous_standby_names = '*'");
    primary.configure("synchronous_commit = on");
    primary.start();
    standby.start();
    awaitSynchronous(primary.port());
    return new Postgres(primary, standby);
  }

  private static void awaitSynchronous(int port) {
    try {
      if (!Trial.within(Duration.ofSeconds(30), () -> isSynchronous(port))) {
        throw new IllegalStateException("The standby does not follow");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isSynchronous(int port) {
    try (Connection connection = DriverManager.getConnection(url("127.0.0.1:" + port, ""));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")) {
      return row.next() && row.getInt(1) == 1;
    } catch (SQLException notYet) {
      return false;
    }
  }

  PostgresServer primary() {
    return primary;
  }

  PostgresServer standby() {
    if (standby == null) {
      throw new IllegalStateException("This server has no standby");
    }
    return standby;
  }

  @Override
  public String name() {
    return standby == null ? "PostgreSQL" : "PostgreSQL with standby";
  }

  @Override
  public Map<String, String> environment() {
    String first = "127.0.0.1:" + primary.port();
    return Map.of(
        "USHER_STORE_URL",
        standby == null
            ? url(first, "")
            : url(first + ",127.0.0.1:" + standby.port(), "&targetServerType=primary"));
  }

  private static String url(String hosts, String more) {
    return "jdbc:postgresql://" + hosts + "/postgres?user=postgres" + more;
  }

  @Override
  public Connection open(Path data) throws SQLException {
    return DriverManager.getConnection(
        url("127.0.0.1:" + primary.port(), "&reWriteBatchedInserts=true"));
  }

  @Override
  public void tidy() throws SQLException {
    try (Connection connection = open(Path.of(""));
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE events, deliveries");
    }
  }

  @Override
  public void close() {
    if (primary.isRunning()) {
      primary.die();
    }
    if (standby != null && standby.isRunning()) {
      standby.die();
    }
  }

  private static Path newFolder() {
    try {
      Path all = Path.of("target", "faults").toAbsolutePath();
      Files.createDirectories(all);
      return Files.createTempDirectory(all, "postgres-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
