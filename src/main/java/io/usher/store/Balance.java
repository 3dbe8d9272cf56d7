package io.usher.store;

import java.time.LocalDate;
import java.util.Map;

/**
 * One customer's day (UTC): how many events came and deliveries were made, and where each stands.
 *
 * @param balanced whether every one is accounted for
 */
public record Balance(
    String customer,
    LocalDate day,
    Map<String, Long> events,
    Map<String, Long> deliveries,
    boolean balanced) {}
