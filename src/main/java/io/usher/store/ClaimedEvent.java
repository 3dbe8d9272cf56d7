package io.usher.store;

import io.usher.event.Event;

/**
 * An event held for its router.
 *
 * @param routings how often its router was tried before
 */
public record ClaimedEvent(Event event, byte[] payload, int routings, String leaseToken) {}
