package io.usher.console.event;

import io.usher.event.Attempt;
import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.store.DestinationState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an event went, or why it has not got there.
 *
 * @param purpose the destination's route in its own words
 * @param state what keeps the destination's deliveries waiting; null when nothing does
 */
record Whereabouts(
    Delivery delivery,
    @Nullable String purpose,
    @Nullable DestinationState state,
    List<Attempt> attempts) {

  /** Whether a person can have it sent again. */
  public boolean isRedeliverable() {
    return delivery.status() != DeliveryStatus.IN_FLIGHT
        && delivery.status() != DeliveryStatus.PENDING;
  }

  public boolean isDiscardable() {
    return switch (delivery.status()) {
      case PENDING, RETRYING, DEAD -> true;
      default -> false;
    };
  }

  public boolean isMoving() {
    return switch (delivery.status()) {
      case PENDING, IN_FLIGHT, RETRYING -> true;
      default -> false;
    };
  }

  /** What the status means, in a sentence. */
  public String sentence() {
    return switch (delivery.status()) {
      case DELIVERED ->
          delivery.attempts() == 1
              ? "Delivered at the first attempt."
              : "Delivered at attempt " + delivery.attempts() + ".";
      case DEAD -> error("It failed for good.") + " No further attempt is made by itself.";
      case RETRYING -> error("The last attempt failed.");
      case DISCARDED -> "A person gave it up.";
      case IN_FLIGHT -> "It is being attempted right now.";
      case PENDING -> held();
    };
  }

  private String held() {
    if (state != null && state.pausedAt() != null) {
      return "The destination is paused by " + state.pausedBy() + ".";
    }
    if (state != null && state.openedAt() != null) {
      return "The destination is out of order: " + state.reason();
    }
    return delivery.lastError() == null
        ? "It waits for its turn."
        : "It waits for its next attempt. Last time: " + delivery.lastError();
  }

  private String error(String otherwise) {
    return delivery.lastError() == null ? otherwise : delivery.lastError();
  }
}
