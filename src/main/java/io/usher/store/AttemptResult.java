package io.usher.store;

import io.usher.event.DeliveryStatus;
import io.usher.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended and where that puts its delivery.
 *
 * @param next when it is tried again; null unless the status is {@code RETRYING}
 */
public record AttemptResult(
    Instant startedAt,
    Duration duration,
    Outcome outcome,
    DeliveryStatus status,
    @Nullable Instant next,
    @Nullable String response,
    @Nullable String error,
    @Nullable String cause) {}
