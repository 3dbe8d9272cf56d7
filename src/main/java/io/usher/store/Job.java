package io.usher.store;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Many deliveries redelivered, or many events re-routed, for one person's asking.
 *
 * @param total how many rows matched when it was made
 * @param done how many it redelivered or re-routed
 * @param skipped how many it left alone: in flight, quarantined, without payload, or no longer
 *     matching; once it is {@code DONE}, done and skipped add up to total
 * @param lastError why its last batch could not be written; null when all is well
 */
public record Job(
    String id,
    JobKind kind,
    JobStatus status,
    JobFilter filter,
    @JsonUnwrapped Reroute reroute,
    Rate rate,
    long total,
    long done,
    long skipped,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String lastError) {

  /** Whether it does what the other one is to do; rates and people don't count. */
  public boolean isWhat(NewJob other) {
    return kind == other.kind() && filter.equals(other.filter()) && reroute.equals(other.reroute());
  }
}
