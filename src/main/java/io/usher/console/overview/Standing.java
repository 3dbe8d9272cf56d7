package io.usher.console.overview;

import io.usher.store.Balance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is open now, of the last 30 days, and whether all is accounted for.
 *
 * @param oldest when the delivery that waits longest was made
 */
record Standing(
    long waiting,
    long retrying,
    long dead,
    long quarantined,
    long unrouted,
    boolean balanced,
    @Nullable Instant oldest) {

  static Standing of(List<Balance> balance, @Nullable Instant oldest) {
    return new Standing(
        deliveries(balance, "pending") + deliveries(balance, "inFlight"),
        deliveries(balance, "retrying"),
        deliveries(balance, "dead"),
        events(balance, "quarantined"),
        events(balance, "unrouted"),
        balance.stream().allMatch(Balance::balanced),
        oldest);
  }

  private static long deliveries(List<Balance> balance, String status) {
    return balance.stream().mapToLong(day -> day.deliveries().getOrDefault(status, 0L)).sum();
  }

  private static long events(List<Balance> balance, String status) {
    return balance.stream().mapToLong(day -> day.events().getOrDefault(status, 0L)).sum();
  }
}
