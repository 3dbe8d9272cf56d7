package io.usher.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events that are in the spool and not durably in the database yet: where each is, by its key's
 * hash. Safe for all threads.
 */
final class UnmovedEvents {

  private final Map<Long, SpoolPlace> places = new HashMap<>();
  private final Deque<Entry> inOrder = new ArrayDeque<>();

  /**
   * @param hash of the key, which none of them has
   * @param begins behind all that were added before
   */
  synchronized void add(long hash, SpoolPlace begins) {
    places.put(hash, begins);
    inOrder.add(new Entry(hash, begins));
  }

  /** Where the record begins of the one that has a key of this hash. */
  synchronized @Nullable SpoolPlace find(long hash) {
    return places.get(hash);
  }

  /** Those before a place are in the database, durably. */
  synchronized void removeBefore(SpoolPlace place) {
    for (Entry first = inOrder.peek();
        first != null && place.isBehind(first.begins);
        first = inOrder.peek()) {
      inOrder.remove();
      places.remove(first.hash, first.begins);
    }
  }

  synchronized int size() {
    return inOrder.size();
  }

  private record Entry(long hash, SpoolPlace begins) {}
}
