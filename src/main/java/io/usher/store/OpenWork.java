package io.usher.store;

import io.usher.event.Delivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is not finished well: the delivery that has waited longest, and what fails and why. For
 * pages, so it looks at a bounded number of rows, whatever waits.
 */
public final class OpenWork {

  /** Of each status so many of the newest deliveries are looked at. */
  public static final int MOST_LOOKED_AT = 5000;

  private static final List<String> WAITING = List.of("PENDING", "IN_FLIGHT", "RETRYING");
  private static final List<String> FAILING = List.of("DEAD", "RETRYING");

  private final DatabaseType type;
  private final JdbcClient reader;
  private final WhoAsks who;

  OpenWork(DatabaseType type, JdbcClient reader, WhoAsks who) {
    this.type = type;
    this.reader = reader;
    this.who = who;
  }

  /** The delivery that has waited longest and is not finished. */
  public Optional<Delivery> oldest() {
    return WAITING.stream()
        .flatMap(status -> oldest(status).stream())
        .min(Comparator.comparing(Delivery::id));
  }

  private Optional<Delivery> oldest(String status) {
    Where where = of(status);
    return reader
        .sql("SELECT " + Rows.DELIVERY + " FROM deliveries d" + where + " ORDER BY d.id LIMIT 1")
        .params(where.arguments())
        .query((row, n) -> Rows.delivery(row))
        .optional();
  }

  /** What fails, most frequent first. */
  public List<FailureCause> causes() {
    List<FailureCause> causes = new ArrayList<>();
    FAILING.forEach(status -> causes.addAll(causes(status)));
    causes.sort(Comparator.comparingLong(FailureCause::count).reversed());
    return causes;
  }

  private List<FailureCause> causes(String status) {
    Where where = of(status);
    return reader
        .sql(
            "SELECT customer, destination, status, last_error, count(*) AS n, max(id) AS newest FROM ("
                + "SELECT d.customer, d.destination, d.status, d.last_error, d.id FROM deliveries d"
                + where
                + " ORDER BY d.id DESC LIMIT "
                + MOST_LOOKED_AT
                + ") t GROUP BY 1, 2, 3, 4 ORDER BY n DESC LIMIT 20")
        .params(where.arguments())
        .query((row, n) -> cause(row))
        .list();
  }

  /** Written so that the index on the status is the one that serves. */
  private Where of(String status) {
    Where where = new Where(type);
    where.and("d.status = ?", status);
    where.within("d.customer || ''", who.reach());
    return where;
  }

  private static FailureCause cause(ResultSet row) throws SQLException {
    String sentence = row.getString("last_error");
    return new FailureCause(
        row.getString("customer"),
        row.getString("destination"),
        row.getString("status"),
        sentence == null ? "" : sentence,
        row.getLong("n"),
        row.getString("newest"));
  }
}
