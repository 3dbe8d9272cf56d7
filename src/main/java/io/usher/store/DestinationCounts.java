package io.usher.store;

import java.time.LocalDate;
import java.util.Map;

/**
 * One destination's day (UTC).
 *
 * @param deliveries how many there are, by {@code total} and each status in camelCase
 */
public record DestinationCounts(
    String customer, String destination, LocalDate day, Map<String, Long> deliveries) {}
