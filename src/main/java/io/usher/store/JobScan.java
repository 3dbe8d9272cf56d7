package io.usher.store;

import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the rows that a job is about, oldest first. Looks on a reader's connection, however long a
 * filter that names few rows among many makes it look: the writer only gets ids.
 */
public final class JobScan {

  private final DatabaseType type;
  private final JdbcClient reader;
  private final WhoAsks who;

  JobScan(DatabaseType type, JdbcClient reader, WhoAsks who) {
    this.type = type;
    this.reader = reader;
    this.who = who;
  }

  /**
   * Whoever is limited must say for which customer: a job has no other memory of who made it.
   *
   * @throws OutOfReachException with a sentence
   */
  void checkReach(JobFilter filter) {
    Reach reach = who.reach();
    if (!reach.isEverything() && !reach.includes(filter.customer())) {
      throw new OutOfReachException(
          "Name one of your customers in the filter: " + String.join(", ", reach.names()) + ".");
    }
  }

  /** How many match, counted no further than {@code most}. */
  public long count(JobKind kind, JobFilter filter, long most) {
    checkReach(filter);
    return count(matching(kind, filter, "", null, most));
  }

  /** How many match up to and with the row {@code lastId}. */
  long countUpTo(JobKind kind, JobFilter filter, String lastId) {
    return count(matching(kind, filter, "", lastId, Long.MAX_VALUE));
  }

  private long count(Matching rows) {
    return reader
        .sql("SELECT count(*) FROM (" + rows.sql + ") AS matching")
        .params(rows.arguments)
        .query(Long.class)
        .single();
  }

  public List<Delivery> deliveries(JobFilter filter, int limit) {
    return first(JobKind.REDELIVER, Rows.DELIVERY, filter, limit, (row, n) -> Rows.delivery(row));
  }

  public List<Event> events(JobFilter filter, int limit) {
    return first(JobKind.REROUTE, Rows.EVENT, filter, limit, (row, n) -> Rows.event(row));
  }

  private <T> List<T> first(
      JobKind kind, String columns, JobFilter filter, int limit, RowMapper<T> row) {
    checkReach(filter);
    Matching rows = matching(kind, filter, "", null, limit);
    return reader
        .sql(
            "SELECT "
                + columns
                + from(kind, false)
                + " WHERE "
                + id(kind)
                + " IN ("
                + rows.sql
                + ") ORDER BY "
                + id(kind))
        .params(rows.arguments)
        .query(row)
        .list();
  }

  /** The highest id there is; empty when there is none. */
  String lastId(JobKind kind) {
    return reader
        .sql("SELECT coalesce(max(" + id(kind) + "), '')" + from(kind, false))
        .query(String.class)
        .single();
  }

  /** The ids of the next batch. */
  List<String> next(ClaimedJob claimed) {
    Job job = claimed.job();
    Matching rows =
        matching(job.kind(), job.filter(), claimed.afterId(), claimed.lastId(), job.rate().batch());
    return reader.sql(rows.sql).params(rows.arguments).query(String.class).list();
  }

  /** A query for ids, oldest first. */
  private record Matching(String sql, List<Object> arguments) {}

  /**
   * Each status is looked up by itself, for an index has its rows in order: those of several would
   * all be sorted for the first few.
   */
  private Matching matching(
      JobKind kind, JobFilter filter, String after, @Nullable String upTo, long most) {
    List<Where> parts = kind == JobKind.REDELIVER ? ofDeliveries(filter) : ofEvents(filter);
    boolean byIndex = filter.status() != null || filter.type() != null;
    List<Object> arguments = new ArrayList<>();
    List<String> selects = new ArrayList<>();
    for (Where where : parts) {
      where.and(id(kind) + " > ?", after);
      where.and(id(kind) + " <= ?", upTo);
      selects.add(
          "SELECT id FROM (SELECT "
              + id(kind)
              + " AS id"
              + from(kind, byIndex)
              + where
              + oldestFirst(id(kind), most)
              + ") AS part"
              + selects.size());
      arguments.addAll(where.arguments());
    }
    String all = String.join(" UNION ALL ", selects);
    return new Matching(
        selects.size() == 1
            ? all
            : "SELECT id FROM (" + all + ") AS parts" + oldestFirst("id", most),
        arguments);
  }

  private static String oldestFirst(String id, long limit) {
    return " ORDER BY " + id + " LIMIT " + limit;
  }

  private String from(JobKind kind, boolean byIndex) {
    return kind == JobKind.REDELIVER
        ? " FROM deliveries d"
        : " FROM " + (byIndex ? type.events("*") : "events") + " e";
  }

  private static String id(JobKind kind) {
    return kind == JobKind.REDELIVER ? "d.id" : "e.id";
  }

  private List<Where> ofDeliveries(JobFilter filter) {
    return Redelivery.wanted(filter.status()).stream()
        .map(status -> ofDeliveries(filter, status))
        .toList();
  }

  private Where ofDeliveries(JobFilter filter, DeliveryStatus status) {
    Where where = new Where(type);
    where.and("d.status = '" + status + "'");
    // Written so that no index on customers fits: by one, all of a customer's would be passed.
    where.and("d.customer || '' = ?", filter.customer());
    where.and("d.destination = ?", filter.destination());
    where.and("d.event_type = ?", filter.type());
    where.and("d.created_at >= ?", Where.millis(filter.since()));
    where.and("d.created_at < ?", Where.millis(filter.until()));
    where.idsBetween("d.id", filter.since(), filter.until());
    where.anyLike(filter.error(), "d.last_error");
    if (filter.q() != null && !filter.q().isBlank()) {
      JobSearch.of(type, reader, filter.q()).deliveries(where);
    }
    return where;
  }

  private List<Where> ofEvents(JobFilter filter) {
    Where where = new Where(type);
    if (filter.status() != null) {
      where.and("e.status = '" + EventStatus.valueOf(filter.status()) + "'");
    }
    // Written so that no index on customers fits: by one, each batch would sort all of its events.
    where.and("e.customer || '' = ?", filter.customer());
    where.and("e.type = ?", filter.type());
    where.and("e.received_at >= ?", Where.millis(filter.since()));
    where.and("e.received_at < ?", Where.millis(filter.until()));
    where.idsBetween("e.id", filter.since(), filter.until());
    if (filter.q() != null && !filter.q().isBlank()) {
      JobSearch.of(type, reader, filter.q()).events(where);
    }
    return List.of(where);
  }
}
