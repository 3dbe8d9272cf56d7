package io.usher.store;

/** The filters of the lists, but for what is typed, and whose rows may be seen. */
final class LogConditions {

  private LogConditions() {}

  /** What these conditions on {@code e} are about. */
  static String eventsTable(DatabaseType type, LogFilter filter, Reach reach) {
    boolean byIndex =
        filter.status() != null
            || filter.type() != null
            || filter.customer() != null
            || reach.names().size() == 1;
    return (byIndex ? type.events("*") : "events") + " e";
  }

  /** On {@code e}. */
  static Where events(DatabaseType type, LogFilter filter, Reach reach) {
    Where where = new Where(type);
    where.within(column("e.customer", filter), reach);
    where.and(column("e.customer", filter) + " = ?", filter.customer());
    where.and("e.status = ?", filter.status());
    where.and("e.type = ?", filter.type());
    where.and("e.received_at >= ?", Where.millis(filter.since()));
    where.and("e.received_at < ?", Where.millis(filter.until()));
    where.idsBetween("e.id", filter.since(), filter.until());
    where.and("e.id < ?", filter.cursor());
    where.and(
        "EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = e.id AND d.destination = ?)",
        filter.destination());
    return where;
  }

  /** On {@code d}. */
  static Where deliveries(DatabaseType type, LogFilter filter, Reach reach) {
    Where where = new Where(type);
    where.within(column("d.customer", filter), reach);
    where.and(column("d.customer", filter) + " = ?", filter.customer());
    where.and("d.status = ?", filter.status());
    where.and("d.event_type = ?", filter.type());
    where.and("d.destination = ?", filter.destination());
    where.and("d.created_at >= ?", Where.millis(filter.since()));
    where.and("d.created_at < ?", Where.millis(filter.until()));
    where.idsBetween("d.id", filter.since(), filter.until());
    where.and("d.id < ?", filter.cursor());
    return where;
  }

  /**
   * A status names fewer rows than a customer does, but SQLite can't know; written like this, no
   * index on customers fits.
   */
  private static String column(String column, LogFilter filter) {
    return filter.status() == null ? column : column + " || ''";
  }
}
