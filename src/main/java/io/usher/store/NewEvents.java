package io.usher.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stores each event once, whatever comes again, where other processes write events too: the index
 * by keys decides which of two came first. Runs within a write. (A database of our own has a {@link
 * Spool}.)
 */
final class NewEvents {

  private static final EventRows ROWS = new EventRows("(customer, source, event_key) DO NOTHING");

  private NewEvents() {}

  static List<Acceptance> accept(SqlSession sql, List<Arrival> arrivals, long now)
      throws SQLException {
    boolean[] isNew = write(sql, arrivals, now);
    List<Acceptance> acceptances = new ArrayList<>(isNew.length);
    for (int i = 0; i < isNew.length; i++) {
      Arrival arrival = arrivals.get(i);
      acceptances.add(isNew[i] ? accepted(arrival) : again(sql, arrival, now));
    }
    return acceptances;
  }

  private static Acceptance again(SqlSession sql, Arrival arrival, long now) throws SQLException {
    FirstEvent first = first(sql, arrival);
    if (!first.isTheSameAs(arrival)) {
      Arrival other = first.beside(arrival);
      if (write(sql, List.of(other), now)[0]) {
        return accepted(other);
      }
      first = first(sql, other);
    }
    EventRows.countAgain(sql, first.id());
    return first.again();
  }

  private static boolean[] write(SqlSession sql, List<Arrival> arrivals, long now)
      throws SQLException {
    return ROWS.write(
        sql, arrivals.stream().map(each -> new EventRows.Row(each, false)).toList(), now);
  }

  private static FirstEvent first(SqlSession sql, Arrival arrival) throws SQLException {
    Optional<FirstEvent> first =
        sql.first(
            FirstEvent.SELECT + FirstEvent.HAS_KEY,
            FirstEvent::of,
            arrival.customer(),
            arrival.source(),
            arrival.key());
    return first.orElseThrow();
  }

  private static Acceptance accepted(Arrival arrival) {
    return new Acceptance(arrival.id(), false, arrival.status());
  }
}
