package io.usher.job;

import io.usher.store.JobKind;
import java.util.List;

/**
 * What a job would do.
 *
 * @param count how many rows match now
 * @param more whether there are more than that: counting ends at 100,000
 * @param sample the first ten, oldest first: deliveries or events, by the kind
 */
public record Preview(JobKind kind, long count, boolean more, List<?> sample) {}
