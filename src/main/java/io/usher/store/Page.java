package io.usher.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list, newest first. */
public record Page<T>(List<T> items, @Nullable String next) {

  /** Cuts the one row too many that tells whether there is a next page. */
  static <T> Page<T> of(List<T> rows, int limit, Function<T, String> id) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, id.apply(items.get(limit - 1)));
  }
}
