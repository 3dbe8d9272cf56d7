package io.usher.store;

import org.jspecify.annotations.Nullable;

/**
 * A job to be made.
 *
 * @param reroute where events may go; of no meaning for deliveries
 * @param idempotencyKey the same key again is the same job; null for always a new one
 */
public record NewJob(
    JobKind kind,
    JobFilter filter,
    Reroute reroute,
    Rate rate,
    String createdBy,
    @Nullable String idempotencyKey) {}
