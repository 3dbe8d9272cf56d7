package io.usher.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try of a delivery.
 *
 * @param number from 1, over the whole life of the delivery
 * @param manual whether a person asked for it
 * @param response what the other side answered, shortened, secrets masked
 * @param error what went wrong, in a sentence for the customer
 * @param cause the raw cause, for whoever repairs it
 * @param version of the customer's files that made it; null where none was known
 */
public record Attempt(
    String deliveryId,
    int number,
    Instant startedAt,
    long durationMs,
    Outcome outcome,
    boolean manual,
    @Nullable String response,
    @Nullable String error,
    @Nullable String cause,
    @Nullable Integer version) {}
