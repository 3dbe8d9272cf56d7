package io.usher.store;

/**
 * Deliveries of one destination that failed for the same reason.
 *
 * @param status RETRYING or DEAD
 * @param sentence the reason, as the deliveries tell it
 * @param count how many, of those that were looked at
 * @param newest the newest one's id
 */
public record FailureCause(
    String customer,
    String destination,
    String status,
    String sentence,
    long count,
    String newest) {}
