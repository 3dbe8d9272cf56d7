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
 * @param unexplained of those, arrivals that no kill excuses: their delivery was not in flight then
 * @param disordered orders whose refund reached a destination before a purchase did
 */
record Count(int accepted, int delivered, int lost, int twice, int unexplained, int disordered) {

  static Count of(
      Set<String> accepted, Sinks sinks, Collection<String> destinations, InFlight inFlight) {
    int lost = 0;
    int twice = 0;
    int unexplained = 0;
    int disordered = 0;
    for (String destination : destinations) {
      Map<String, List<Arrival>> arrivals = sinks.arrivals(destination);
      lost += (int) accepted.stream().filter(uuid -> !arrivals.containsKey(uuid)).count();
      twice += arrivals.values().stream().mapToInt(all -> all.size() - 1).sum();
      unexplained += arrivals.values().stream().mapToInt(all -> unexplained(all, inFlight)).sum();
      disordered +=
          (int) arrivals.keySet().stream().filter(uuid -> overtaken(uuid, arrivals)).count();
    }
    int delivered = accepted.size() * destinations.size() - lost;
    return new Count(accepted.size(), delivered, lost, twice, unexplained, disordered);
  }

  private static int unexplained(List<Arrival> arrivals, InFlight inFlight) {
    int more = arrivals.size() - 1;
    return Math.max(0, more - inFlight.mayRepeat(arrivals.get(0).key()));
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
