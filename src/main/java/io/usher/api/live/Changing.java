package io.usher.api.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Rows of one table on their way: finds new ones by their ids, and looks again at those that are
 * not finished until they are. Whichever hub of a database works on them, the change is seen.
 */
final class Changing<T extends Record> {

  private static final int MOST_AT_ONCE = 2000;
  private static final int MOST_UNFINISHED = 1000;

  /** A row may be committed after one with a later id. */
  private static final Duration OVERLAP = Duration.ofSeconds(2);

  /** Where rows are found. */
  interface Table<T> {
    List<T> after(String id, int limit);

    List<T> of(Collection<String> ids);
  }

  private final Table<T> table;
  private final Function<T, String> id;
  private final Predicate<T> finished;
  private final Function<Instant, String> idAt;
  private final Map<String, Boolean> unfinished = bounded(MOST_UNFINISHED);
  private final Map<String, T> told = bounded(4 * MOST_AT_ONCE);
  private String from = "";

  Changing(
      Table<T> table,
      Function<T, String> id,
      Predicate<T> finished,
      Function<Instant, String> idAt) {
    this.table = table;
    this.id = id;
    this.finished = finished;
    this.idAt = idAt;
  }

  /** Forgets all; what comes after this moment is new. */
  void begin(Instant now) {
    unfinished.clear();
    told.clear();
    from = idAt.apply(now);
  }

  /**
   * New rows, and those that are no longer as they were.
   *
   * @param again ids of rows that may have changed though they are old
   */
  List<T> look(Instant now, Collection<String> again) {
    Set<String> ids = new TreeSet<>(unfinished.keySet());
    ids.addAll(again);
    List<T> changes = new ArrayList<>();
    table.of(ids).forEach(row -> note(row, changes));
    List<T> rows = table.after(from, MOST_AT_ONCE);
    rows.forEach(row -> note(row, changes));
    boolean more = rows.size() == MOST_AT_ONCE;
    from = more ? id.apply(rows.get(rows.size() - 1)) : later(from, idAt.apply(now.minus(OVERLAP)));
    return changes;
  }

  private void note(T row, List<T> changes) {
    if (row.equals(told.put(id.apply(row), row))) {
      return;
    }
    changes.add(row);
    if (finished.test(row)) {
      unfinished.remove(id.apply(row));
    } else {
      unfinished.put(id.apply(row), true);
    }
  }

  private static String later(String a, String b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static <V> Map<String, V> bounded(int most) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
      }
    };
  }
}
