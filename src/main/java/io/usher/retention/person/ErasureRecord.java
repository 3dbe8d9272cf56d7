package io.usher.retention.person;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was erased of one person, or would be. Holds no address, so it may be kept.
 *
 * @param id null when nothing was erased but only counted
 * @param emailSha256 of the address in lower case
 * @param eventsSearched how many events there were to look at
 * @param attempts whose texts were erased
 * @param otherTexts the address was cut out of, such as another delivery's last error
 * @param discardedDeliveries were open and had lost what they were to deliver
 * @param deliveriesInFlight were being attempted; what they record may hold the person's data, so
 *     the erasure should be repeated when they are done
 * @param traces what may be left on the disk, and what to do about it; null when nothing is
 */
public record ErasureRecord(
    @Nullable String id,
    Instant erasedAt,
    String erasedBy,
    String emailSha256,
    long eventsSearched,
    List<ErasedEvent> events,
    int attempts,
    int otherTexts,
    List<String> discardedDeliveries,
    List<String> deliveriesInFlight,
    @Nullable String traces) {

  /** An event that the person was in. */
  public record ErasedEvent(String id, String customer, Role role) {}

  ErasureRecord done(String newId, @Nullable String left) {
    return new ErasureRecord(
        newId,
        erasedAt,
        erasedBy,
        emailSha256,
        eventsSearched,
        events,
        attempts,
        otherTexts,
        discardedDeliveries,
        deliveriesInFlight,
        left);
  }
}
