package io.usher.store;

import org.jspecify.annotations.Nullable;

/**
 * What is erased from an event.
 *
 * @param isTheWholeEvent whether it is of no more use to its destinations: its buyer's columns are
 *     emptied too, and what is open of it is given up
 * @param payload what is left of it; null when nothing is
 */
public record EventErasure(String eventId, boolean isTheWholeEvent, byte @Nullable [] payload) {}
