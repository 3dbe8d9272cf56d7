package io.usher.bench;

import io.usher.bench.Contestant.Hub;
import io.usher.bench.SpeedBench.Effort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each step of an event costs a hub and its PostgreSQL in processor time, as {@code
 * bench/constants.properties} wants it: from the difference between events with one destination and
 * with three.
 */
final class Costs {

  private static final int EVENTS = 20_000;
  private static final int WARM_UP = 20_000;
  private static final int COMMITS = 200;

  private Costs() {}

  /** Milliseconds of a core a piece, and bytes on the disk. */
  private record Used(double hub, double database, double bytes) {}

  /** Of an event: until it was acknowledged, and until its last delivery was. */
  private record Event(Used acknowledged, Used delivered) {}

  static List<String> measure(Effort effort) throws Exception {
    Event one = event(1);
    Event three = event(3);
    Used ack = one.acknowledged;
    double hubDelivery = (three.delivered.hub - one.delivered.hub) / 2;
    double baseDelivery = (three.delivered.database - one.delivered.database) / 2;
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Milliseconds of one core a piece, and bytes; measured by: bench/run costs, on PostgreSQL");
    lines.add(line("hub.ack.ms", ack.hub));
    lines.add(line("hub.route.ms", one.delivered.hub - ack.hub - hubDelivery));
    lines.add(line("hub.delivery.ms", hubDelivery));
    lines.add(line("database.ack.ms", ack.database));
    lines.add(line("database.route.ms", one.delivered.database - ack.database - baseDelivery));
    lines.add(line("database.delivery.ms", baseDelivery));
    lines.add(line("database.commit.ms", commit()));
    lines.add("hub.writers=4");
    lines.add("machine.cores=" + Runtime.getRuntime().availableProcessors());
    lines.add(String.format(Locale.ROOT, "event.bytes=%.0f", three.delivered.bytes));
    return lines;
  }

  private static String line(String name, double value) {
    return String.format(Locale.ROOT, "%s=%.3f", name, value);
  }

  private static Event event(int destinations) throws Exception {
    try (EmbeddedPostgres postgres = Field.postgres();
        FastSink sink = new FastSink();
        Server hub = hubOn(postgres).start(sink, destinations)) {
      String url = Field.url(postgres);
      long pid = pid(url);
      WebhookMaker maker = new WebhookMaker("/hooks/demo/showpass", 1700, true);
      new Load(hub.port(), 32, true, maker::next).asFastAsItGoes(WARM_UP);
      Quiet.await(sink);
      long taken = sink.taken();
      long size = size(url);
      Duration hubBefore = hub.cpu();
      Duration baseBefore = Processes.cpu(pid);
      new Load(hub.port(), 32, true, maker::next).asFastAsItGoes(EVENTS);
      Used acknowledged = used(hub, hubBefore, pid, baseBefore, 0);
      sink.await(taken + EVENTS * (long) destinations, 20);
      Quiet.await(sink);
      return new Event(
          acknowledged,
          used(hub, hubBefore, pid, baseBefore, (size(url) - size) / (double) EVENTS));
    }
  }

  private static Hub hubOn(EmbeddedPostgres postgres) {
    return new Hub("hub", Map.of("USHER_STORE_URL", Field.url(postgres)), List.of());
  }

  private static Used used(
      Server hub, Duration hubBefore, long pid, Duration baseBefore, double bytes) {
    return new Used(
        hub.cpu().minus(hubBefore).toMillis() / (double) EVENTS,
        Processes.cpu(pid).minus(baseBefore).toMillis() / (double) EVENTS,
        bytes);
  }

  private static long pid(String url) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet folder = statement.executeQuery("SHOW data_directory")) {
      folder.next();
      return Long.parseLong(
          Files.readAllLines(Path.of(folder.getString(1), "postmaster.pid")).get(0).trim());
    }
  }

  private static long size(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet size = statement.executeQuery("SELECT pg_database_size(current_database())")) {
      size.next();
      return size.getLong(1);
    }
  }

  /** The median of some, with nobody else there. */
  private static double commit() throws Exception {
    List<Double> millis = new ArrayList<>();
    try (EmbeddedPostgres postgres = Field.postgres();
        Connection connection = DriverManager.getConnection(Field.url(postgres));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE commits (n INTEGER)");
      for (int i = 0; i < COMMITS; i++) {
        long began = System.nanoTime();
        statement.executeUpdate("INSERT INTO commits VALUES (" + i + ")");
        millis.add((System.nanoTime() - began) / 1e6);
      }
    }
    return Median.of(millis);
  }
}
