package io.usher.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Where a routing asks the outboxes of this process for slots for the deliveries that it makes.
 * Safe for all threads.
 */
public final class OpenSlots {

  private final Map<String, Supplier<Optional<Slot>>> outboxes = new ConcurrentHashMap<>();

  OpenSlots() {}

  /**
   * @param outbox asked whenever a delivery is about to be made; answers without a slot where its
   *     deliveries are to be claimed; must not block
   */
  public void offer(String customer, String destination, Supplier<Optional<Slot>> outbox) {
    outboxes.put(name(customer, destination), outbox);
  }

  public void withdraw(String customer, String destination, Supplier<Optional<Slot>> outbox) {
    outboxes.remove(name(customer, destination), outbox);
  }

  Optional<Slot> keep(String customer, String destination) {
    Supplier<Optional<Slot>> outbox = outboxes.get(name(customer, destination));
    return outbox == null ? Optional.empty() : outbox.get();
  }

  private static String name(String customer, String destination) {
    return customer + "/" + destination;
  }
}
