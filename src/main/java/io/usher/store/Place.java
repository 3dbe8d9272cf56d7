package io.usher.store;

import org.jspecify.annotations.Nullable;

/**
 * Who is to be woken after a commit.
 *
 * @param destination null for the customer's inbox
 */
record Place(String customer, @Nullable String destination) {

  void wake(Wakeups wakeups) {
    if (destination == null) {
      wakeups.wakeInbox(customer);
    } else {
      wakeups.wakeOutbox(customer, destination);
    }
  }
}
