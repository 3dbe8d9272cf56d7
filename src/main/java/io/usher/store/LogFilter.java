package io.usher.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the log are wanted; a null field filters nothing.
 *
 * @param since from this moment on
 * @param until before this moment
 * @param text what somebody typed into a search: see {@link io.usher.store.search.Sought}
 * @param cursor the {@code next} of the page before
 * @param limit 1 to 500
 */
public record LogFilter(
    @Nullable String customer,
    @Nullable String status,
    @Nullable String type,
    @Nullable String destination,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String text,
    @Nullable String cursor,
    int limit) {

  /** Whether anything was typed. */
  boolean isSearch() {
    return text != null && !text.isBlank();
  }
}
