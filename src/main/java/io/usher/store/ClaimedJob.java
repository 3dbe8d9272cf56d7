package io.usher.store;

/**
 * A job held for one batch.
 *
 * @param afterId the last row that was visited; empty before the first
 * @param lastId the highest row to visit
 */
public record ClaimedJob(Job job, String afterId, String lastId, String leaseToken) {}
