package io.usher.store;

import java.time.Instant;

/** A refused webhook as it was kept. */
public record KeptRefusal(long id, Instant receivedAt, RefusedWebhook webhook) {}
