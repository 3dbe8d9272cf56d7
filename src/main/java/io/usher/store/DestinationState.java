package io.usher.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a destination's deliveries waiting.
 *
 * @param pausedAt null unless a person paused it
 * @param openedAt since when its breaker is open; null while it is closed
 * @param probeAt when one delivery tries whether the destination is back
 * @param reason why the breaker is open
 * @param credential whether it is because a credential was refused
 * @param quietUntil the destination asked to be left alone until then
 */
public record DestinationState(
    String customer,
    String destination,
    @Nullable Instant pausedAt,
    @Nullable String pausedBy,
    @Nullable Instant openedAt,
    @Nullable Instant probeAt,
    @Nullable String reason,
    boolean credential,
    @Nullable Instant quietUntil) {

  public static DestinationState free(String customer, String destination) {
    return new DestinationState(customer, destination, null, null, null, null, null, false, null);
  }
}
