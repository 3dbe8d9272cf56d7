package io.usher.faults.bench;

import io.usher.faults.Sinks;
import io.usher.faults.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Hubs, destinations and a database, put up for one measurement. */
final class Stand implements AutoCloseable {

  private final Path folder;
  private final List<String> destinations;
  private final int backlog;
  private final Database database;
  private final Sinks sinks = new Sinks();
  private final Hubs hubs;
  private final Figures figures;

  /**
   * @param backlog how many deliveries a full backlog is
   */
  Stand(Measure measure, int backlog, Path folder) throws IOException {
    this.folder = folder;
    this.destinations = measure.destinations();
    this.backlog = backlog;
    this.database = measure.database().get();
    this.figures = new Figures(measure.name(), database.name());
    Map<String, String> environment =
        new Venue(folder, sinks.port(), measure.destinations()).environment();
    environment.putAll(measure.settings());
    this.hubs = new Hubs(folder, environment, database);
  }

  /** A hub has made the tables, and is gone again. */
  void makeTables() {
    hubs.add();
    stop();
  }

  void stop() {
    hubs.get(0).terminate();
    hubs.get(0).awaitExit(Duration.ofSeconds(60));
  }

  /** How many arrivals there were at all destinations. */
  int arrived() {
    return destinations.stream().mapToInt(this::arrived).sum();
  }

  int arrived(String destination) {
    return sinks.arrivals(destination).size();
  }

  boolean isAnythingTwice() {
    return destinations.stream()
        .anyMatch(name -> sinks.arrivals(name).values().stream().anyMatch(all -> all.size() > 1));
  }

  Path folder() {
    return folder;
  }

  List<String> destinations() {
    return destinations;
  }

  int backlog() {
    return backlog;
  }

  Database database() {
    return database;
  }

  Sinks sinks() {
    return sinks;
  }

  Hubs hubs() {
    return hubs;
  }

  Figures figures() {
    return figures;
  }

  @Override
  public void close() {
    hubs.close();
    sinks.close();
    database.close();
    forgetData();
  }

  /** Gigabytes that nobody looks at; the logs stay. */
  private void forgetData() {
    for (int hub = 0; hub < hubs.count(); hub++) {
      for (String file : List.of("usher.db", "usher.db-wal", "usher.db-shm")) {
        try {
          Files.deleteIfExists(hubs.data(hub).resolve(file));
        } catch (IOException e) {
          System.err.println("Could not be removed: " + e);
        }
      }
    }
  }
}
