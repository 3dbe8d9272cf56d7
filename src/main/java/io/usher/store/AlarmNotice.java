package io.usher.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message about alarms on its way.
 *
 * @param channel by which it goes
 * @param customer whose recipients get it; null for the hub's own
 * @param title one line
 * @param body the alarms in it, as JSON
 * @param attempts how often it was tried, this time included
 */
public record AlarmNotice(
    String id,
    String channel,
    @Nullable String customer,
    String title,
    String body,
    int attempts,
    Instant createdAt) {}
