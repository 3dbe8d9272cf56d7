package io.usher.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries or events a job is about; a null field filters nothing.
 *
 * @param status name of a delivery's or an event's status; null for those that can sensibly be
 *     taken
 * @param since from this moment on: deliveries by when they were made, events by when they came
 * @param until before this moment
 * @param error part of a delivery's last error; never set for events
 * @param q what the lists take as {@code q}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobFilter(
    @Nullable String customer,
    @Nullable String destination,
    @Nullable String status,
    @Nullable String type,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String error,
    @Nullable String q) {

  /** Times as the store keeps them, so that a filter read back is equal to the one written. */
  public JobFilter {
    since = since == null ? null : since.truncatedTo(ChronoUnit.MILLIS);
    until = until == null ? null : until.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether it would take the whole history. */
  @JsonIgnore
  public boolean isEmpty() {
    return Stream.of(customer, destination, status, type, since, until, error, q)
        .allMatch(Objects::isNull);
  }
}
