package io.usher.bench.scale;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What one machine was measured at; {@code bench/constants.properties} says by which command. Times
 * are milliseconds of one core.
 *
 * @param hubAck of a hub, for each webhook that it acknowledges
 * @param hubRoute likewise, for each event that it routes
 * @param hubDelivery likewise, for each delivery, attempt and record included
 * @param baseAck of the database's processes, likewise
 * @param baseRoute likewise, with three deliveries made
 * @param baseDelivery likewise
 * @param commit how long a commit takes to be on the disk, whatever its size
 * @param writers how many commits of a hub run side by side
 * @param cores of a hub's machine
 * @param baseCores of a database's machine
 * @param eventBytes what an event with three delivered deliveries takes on the disk
 */
record Constants(
    double hubAck,
    double hubRoute,
    double hubDelivery,
    double baseAck,
    double baseRoute,
    double baseDelivery,
    double commit,
    int writers,
    int cores,
    int baseCores,
    double eventBytes) {

  static Constants read(Path file) throws IOException {
    Properties all = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      all.load(reader);
    }
    return new Constants(
        number(all, "hub.ack.ms"),
        number(all, "hub.route.ms"),
        number(all, "hub.delivery.ms"),
        number(all, "database.ack.ms"),
        number(all, "database.route.ms"),
        number(all, "database.delivery.ms"),
        number(all, "database.commit.ms"),
        (int) number(all, "hub.writers"),
        (int) number(all, "machine.cores"),
        (int) number(all, "machine.cores"),
        number(all, "event.bytes"));
  }

  /** With databases on larger machines, where a piece costs as much and more run at a time. */
  Constants with(int databaseCores) {
    return new Constants(
        hubAck,
        hubRoute,
        hubDelivery,
        baseAck,
        baseRoute,
        baseDelivery,
        commit,
        writers,
        cores,
        databaseCores,
        eventBytes);
  }

  private static double number(Properties all, String name) {
    String value = all.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("bench/constants.properties has no " + name + ".");
    }
    return Double.parseDouble(value.trim());
  }
}
