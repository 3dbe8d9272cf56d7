package io.usher.bench.scale;

/**
 * What the constants say of a number of hubs and databases, by arithmetic: whoever is busy first
 * sets the rate.
 *
 * @param deliveries of each event
 */
record Model(Constants constants, int hubs, int databases, int deliveries) {

  private static final double MS = 1000;

  /** Milliseconds of a hub's core for an event, from webhook to last delivery. */
  double hubMillis() {
    return constants.hubAck() + constants.hubRoute() + deliveries * constants.hubDelivery();
  }

  /** Milliseconds of a database's core, likewise. */
  double databaseMillis() {
    return constants.baseAck() + constants.baseRoute() + deliveries * constants.baseDelivery();
  }

  double hubLimit() {
    return hubs * constants.cores() * MS / hubMillis();
  }

  double databaseLimit() {
    return databases * constants.baseCores() * MS / databaseMillis();
  }

  /** Events a second that can go on for ever. */
  double limit() {
    return Math.min(hubLimit(), databaseLimit());
  }

  String first() {
    return hubLimit() < databaseLimit() ? "hubs" : "database";
  }

  /** Of the core time there is, what so many events a second need at the busiest place. */
  double load(double perSecond) {
    return perSecond / limit();
  }

  /** What a year of so many events a day takes on the disks, in gigabytes, if nothing is purged. */
  double gigabytesAYear(double aDay) {
    return aDay * 365 * constants.eventBytes() / 1e9;
  }
}
