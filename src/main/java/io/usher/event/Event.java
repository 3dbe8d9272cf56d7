package io.usher.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified, stored fact. What the sender sent never changes; only its status does.
 *
 * @param id time-ordered UUID (version 7, RFC 9562), as text
 * @param key what makes it the same event when it is sent again, unique for a customer's source
 * @param transaction the order it belongs to; events and deliveries of one transaction keep their
 *     order
 * @param statusReason why it is quarantined, or what its router said last; null when all is well
 * @param size of the payload in bytes
 * @param duplicates how often it came again
 * @param payloadPurgedAt when its payload was removed after its time; null while it is kept
 * @param erasedAt when somebody's data was erased from it; null if never
 */
public record Event(
    String id,
    String customer,
    String source,
    String type,
    String key,
    String transaction,
    @Nullable String buyerName,
    @Nullable String buyerEmail,
    Instant receivedAt,
    EventStatus status,
    @Nullable String statusReason,
    long size,
    long duplicates,
    @Nullable Instant payloadPurgedAt,
    @Nullable Instant erasedAt) {}
