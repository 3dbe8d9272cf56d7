package io.usher.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit log are wanted; a null field filters nothing.
 *
 * @param action the whole of it, or its beginning up to a dot: {@code delivery}
 * @param cursor the {@code next} of the page before
 */
public record AuditFilter(
    @Nullable String who,
    @Nullable String action,
    @Nullable String subject,
    @Nullable String customer,
    @Nullable String outcome,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String cursor,
    int limit) {}
