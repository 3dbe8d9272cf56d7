package io.usher.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event to one destination.
 *
 * @param id time-ordered UUID; the idempotency key that connectors pass on where the other side
 *     takes one
 * @param attempts how many were started so far, the running one included
 * @param dueAt when it is tried next; null once it is finished
 * @param finishedAt when it became delivered, dead or discarded; null before
 * @param lastError the sentence of the last failed attempt
 * @param version of the customer's files whose router made it; null where none was known
 */
public record Delivery(
    String id,
    String eventId,
    String eventType,
    String customer,
    String destination,
    String transaction,
    DeliveryStatus status,
    int attempts,
    Instant createdAt,
    @Nullable Instant dueAt,
    @Nullable Instant finishedAt,
    @Nullable String lastError,
    @Nullable Integer version) {}
