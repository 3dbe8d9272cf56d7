package io.usher.retention;

import io.usher.store.Purged;

/**
 * What a purge removed of one customer, or would remove.
 *
 * @param keepPayloads for how long, such as {@code 30d} or {@code forever}
 * @param keepLog likewise
 */
public record PurgeReport(String customer, String keepPayloads, String keepLog, Purged purged) {}
