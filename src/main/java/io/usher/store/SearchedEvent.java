package io.usher.store;

import org.jspecify.annotations.Nullable;

/** What of an event may tell whose it is. */
public record SearchedEvent(
    String id, String customer, @Nullable String buyerEmail, byte @Nullable [] payload) {}
