package io.usher.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A destination's deliveries that are not finished well.
 *
 * @param oldest when the oldest was made that waits or is under way; null when none does
 */
public record DestinationCount(
    String customer,
    String destination,
    long pending,
    long retrying,
    long inFlight,
    long dead,
    @Nullable Instant oldest) {

  public static DestinationCount none(String customer, String destination) {
    return new DestinationCount(customer, destination, 0, 0, 0, 0, null);
  }

  public long open() {
    return pending + retrying + inFlight;
  }

  DestinationCount plus(String status, long n, Instant since) {
    Instant earliest = oldest == null || since.isBefore(oldest) ? since : oldest;
    return switch (status) {
      case "PENDING" ->
          new DestinationCount(
              customer, destination, pending + n, retrying, inFlight, dead, earliest);
      case "RETRYING" ->
          new DestinationCount(
              customer, destination, pending, retrying + n, inFlight, dead, earliest);
      case "IN_FLIGHT" ->
          new DestinationCount(
              customer, destination, pending, retrying, inFlight + n, dead, earliest);
      default ->
          new DestinationCount(
              customer, destination, pending, retrying, inFlight, dead + n, oldest);
    };
  }
}
