package io.usher.faults.bench;

import io.usher.faults.Sinks;
import io.usher.faults.Sinks.Arrival;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the senders and the destinations know.
 *
 * @param accepted events answered 202
 * @param delivered of those, to each destination, at least once
 * @param lost of those, to each destination, never
 * @param twice arrivals beyond the first of any event at a destination
 * @param disordered orders whose refund reached a destination before a purchase did
 */
record Count(int accepted, int delivered, int lost, int twice, int disordered) {

  static Count of(Set<String> accepted, Sinks sinks, Collection<String> destinations) {
    int lost = 0;
    int twice = 0;
    int disordered = 0;
    for (String destination : destinations) {
      Map<String, List<Arrival>> arrivals = sinks.arrivals(destination);
      lost += (int) accepted.stream().filter(uuid -> !arrivals.containsKey(uuid)).count();
      twice += arrivals.values().stream().mapToInt(all -> all.size() - 1).sum();
      disordered +=
          (int) arrivals.keySet().stream().filter(uuid -> overtaken(uuid, arrivals)).count();
    }
    int delivered = accepted.size() * destinations.size() - lost;
    return new Count(accepted.size(), delivered, lost, twice, disordered);
  }

  private static boolean overtaken(String uuid, Map<String, List<Arrival>> arrivals) {
    List<Arrival> refund = arrivals.get(uuid.replace("purchase", "refund"));
    return uuid.startsWith("uuid-purchase-")
        && refund != null
        && refund.get(0).order() < arrivals.get(uuid).get(0).order();
  }

  double share() {
    return delivered == 0 ? 0 : (double) twice / delivered;
  }
}
