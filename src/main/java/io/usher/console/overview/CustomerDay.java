package io.usher.console.overview;

import io.usher.customer.Customer;
import io.usher.store.Balance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer's day.
 *
 * @param balance null when nothing came
 * @param destinations those with deliveries on that day
 */
record CustomerDay(Customer customer, @Nullable Balance balance, List<Standing> destinations) {

  public long events(String status) {
    Map<String, Long> events = balance == null ? Map.of() : balance.events();
    return events.getOrDefault(status, 0L);
  }

  public long deliveries(String status) {
    Map<String, Long> deliveries = balance == null ? Map.of() : balance.deliveries();
    return deliveries.getOrDefault(status, 0L);
  }

  public long waiting() {
    return balance == null ? 0 : Standing.waiting(balance.deliveries());
  }
}
