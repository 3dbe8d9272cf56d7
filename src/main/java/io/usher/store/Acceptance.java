package io.usher.store;

import io.usher.event.EventStatus;

/** What became of a webhook that was stored: the event's id, and whether we had it already. */
public record Acceptance(String eventId, boolean duplicate, EventStatus status) {}
