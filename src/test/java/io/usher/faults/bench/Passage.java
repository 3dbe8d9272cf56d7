package io.usher.faults.bench;

import io.usher.faults.Sinks.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How events came through to a destination.
 *
 * @param arrived how many
 * @param p50 milliseconds from a sender's 202 to the destination
 * @param p99 likewise
 */
record Passage(int arrived, long p50, long p99) {

  static Passage since(long nanos, Trial trial, String destination) {
    Map<String, List<Arrival>> arrivals = trial.sinks().arrivals(destination);
    List<Long> millis = new ArrayList<>();
    trial
        .senders()
        .acceptedAt()
        .forEach(
            (uuid, accepted) -> {
              List<Arrival> all = arrivals.get(uuid);
              if (all != null && all.get(0).nanos() >= nanos) {
                millis.add(Math.max(0, (all.get(0).nanos() - accepted) / 1_000_000));
              }
            });
    return new Passage(millis.size(), Quantile.of(millis, 0.5), Quantile.of(millis, 0.99));
  }

  @Override
  public String toString() {
    return "%d (p50 %d ms, p99 %d ms after the 202)".formatted(arrived, p50, p99);
  }
}
