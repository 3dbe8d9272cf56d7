package io.usher.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a claim on a destination's deliveries goes by.
 *
 * @param lease how long a claimed delivery is held
 * @param hold whether a dead delivery holds up the later ones of its order key
 * @param rate how many attempts may start, in all hubs together; null for as many as there are
 */
public record DestinationTerms(
    String customer, String destination, Duration lease, boolean hold, @Nullable Rate rate) {

  static DestinationTerms of(String customer, String destination, Duration lease) {
    return new DestinationTerms(customer, destination, lease, false, null);
  }
}
