package io.usher.store;

import io.usher.event.Event;

/**
 * An event held for its router.
 *
 * @param routings how often its router was tried before
 * @param reroute where it may go
 */
public record ClaimedEvent(
    Event event, byte[] payload, int routings, Reroute reroute, String leaseToken) {}
