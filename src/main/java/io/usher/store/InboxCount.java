package io.usher.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's events that wait.
 *
 * @param accepted wait for the router
 * @param quarantined wait for a person
 * @param oldest when the oldest came that waits for the router; null when none does
 */
public record InboxCount(
    String customer, long accepted, long quarantined, @Nullable Instant oldest) {

  public static InboxCount none(String customer) {
    return new InboxCount(customer, 0, 0, null);
  }

  InboxCount plus(String status, long n, Instant since) {
    return status.equals("ACCEPTED")
        ? new InboxCount(customer, accepted + n, quarantined, since)
        : new InboxCount(customer, accepted, quarantined + n, oldest);
  }
}
