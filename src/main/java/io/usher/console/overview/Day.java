package io.usher.console.overview;

import io.usher.store.Traffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A customer's day so far.
 *
 * @param events how many came
 * @param unusual how many of them are unrouted or quarantined
 */
record Day(String customer, long events, long unusual, List<To> destinations) {

  private static final List<String> WAITING = List.of("PENDING", "IN_FLIGHT", "RETRYING");

  /** What was made today for one destination, by where it stands now. */
  record To(String destination, long delivered, long waiting, long dead, long discarded) {

    public long total() {
      return delivered + waiting + dead + discarded;
    }
  }

  static Day of(String customer, TrafficLook.Look look, Instant since) {
    long events = 0;
    long unusual = 0;
    for (Traffic.Count count : look.events()) {
      if (count.customer().equals(customer) && !count.hour().isBefore(since)) {
        events += count.count();
        unusual += List.of("UNROUTED", "QUARANTINED").contains(count.status()) ? count.count() : 0;
      }
    }
    return new Day(customer, events, unusual, destinations(customer, look, since));
  }

  private static List<To> destinations(String customer, TrafficLook.Look look, Instant since) {
    TreeMap<String, List<Traffic.Count>> by = new TreeMap<>();
    look.deliveries().stream()
        .filter(count -> count.customer().equals(customer) && !count.hour().isBefore(since))
        .forEach(
            count -> by.computeIfAbsent(count.destination(), name -> new ArrayList<>()).add(count));
    return by.entrySet().stream().map(entry -> to(entry.getKey(), entry.getValue())).toList();
  }

  private static To to(String destination, List<Traffic.Count> counts) {
    return new To(
        destination,
        sum(counts, List.of("DELIVERED")),
        sum(counts, WAITING),
        sum(counts, List.of("DEAD")),
        sum(counts, List.of("DISCARDED")));
  }

  private static long sum(List<Traffic.Count> counts, List<String> statuses) {
    return counts.stream()
        .filter(count -> statuses.contains(count.status()))
        .mapToLong(Traffic.Count::count)
        .sum();
  }
}
