package io.usher.console.overview;

import io.usher.access.Caller;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.store.Balance;
import io.usher.store.BalanceSheet;
import io.usher.store.DestinationCounts;
import io.usher.store.DestinationState;
import io.usher.store.DestinationStore;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts together what is known of each customer's day. */
@Component
class Days {

  private final Customers customers;
  private final BalanceSheet balance;
  private final DestinationStore destinations;

  Days(Customers customers, BalanceSheet balance, DestinationStore destinations) {
    this.customers = customers;
    this.balance = balance;
    this.destinations = destinations;
  }

  /** Every customer that the caller sees, by id. */
  List<CustomerDay> today(LocalDate today, List<Balance> balances, Caller caller) {
    Map<String, List<DestinationCounts>> counts =
        balance.destinationsSince(today.atStartOfDay(ZoneOffset.UTC).toInstant()).stream()
            .collect(Collectors.groupingBy(DestinationCounts::customer));
    Map<String, DestinationState> states =
        destinations.states().stream()
            .collect(Collectors.toMap(s -> s.customer() + "/" + s.destination(), s -> s));
    return customers.all().stream()
        .filter(customer -> caller.sees(customer.id()))
        .sorted(Comparator.comparing(Customer::id))
        .map(
            customer ->
                new CustomerDay(
                    customer,
                    of(customer, today, balances),
                    standings(counts.getOrDefault(customer.id(), List.of()), states)))
        .toList();
  }

  private static @org.jspecify.annotations.Nullable Balance of(
      Customer customer, LocalDate today, List<Balance> balances) {
    return balances.stream()
        .filter(one -> one.day().equals(today) && one.customer().equals(customer.id()))
        .findFirst()
        .orElse(null);
  }

  private static List<Standing> standings(
      List<DestinationCounts> counts, Map<String, DestinationState> states) {
    return counts.stream()
        .map(one -> Standing.of(one, states.get(one.customer() + "/" + one.destination())))
        .sorted(Comparator.comparing(Standing::destination))
        .toList();
  }
}
