package io.usher.store;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows somebody may see and touch. The store asks for it wherever people read or write, so
 * that no page and no command has to remember.
 *
 * @param limit the only customers; null for all, empty for none
 */
public record Reach(@Nullable Set<String> limit) {

  public static final Reach EVERYTHING = new Reach(null);
  public static final Reach NOTHING = new Reach(Set.of());

  public Reach {
    limit = limit == null ? null : Set.copyOf(limit);
  }

  public static Reach only(Collection<String> customers) {
    return new Reach(Set.copyOf(customers));
  }

  public boolean isEverything() {
    return limit == null;
  }

  public boolean includes(@Nullable String customer) {
    return limit == null || (customer != null && limit.contains(customer));
  }

  /** Whether it goes no further than the other one. */
  public boolean isWithin(Reach other) {
    return other.limit == null || (limit != null && other.limit.containsAll(limit));
  }

  /** In alphabetical order; empty both for all and for none. */
  public List<String> names() {
    return limit == null ? List.of() : List.copyOf(new TreeSet<>(limit));
  }

  /** As a column holds it. */
  @Nullable String column() {
    return limit == null ? null : String.join(",", names());
  }

  static Reach ofColumn(@Nullable String names) {
    if (names == null) {
      return EVERYTHING;
    }
    return names.isEmpty() ? NOTHING : only(List.of(names.split(",")));
  }
}
