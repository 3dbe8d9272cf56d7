package io.usher.customer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Everyone we serve right now. Readers see one consistent set; {@link #replace} swaps it as a
 * whole.
 */
@Component
public class Customers {

  private volatile Snapshot current = new Snapshot(Map.of(), Map.of());

  public List<Customer> all() {
    return List.copyOf(current.byId.values());
  }

  public Optional<Customer> find(String id) {
    return Optional.ofNullable(current.byId.get(id));
  }

  /** The source that a request to {@code /hooks/<path>} is for. */
  public Optional<Source> sourceAt(String path) {
    return Optional.ofNullable(current.byPath.get(path));
  }

  public void replace(List<Customer> customers) {
    current =
        new Snapshot(
            customers.stream().collect(Collectors.toMap(Customer::id, Function.identity())),
            customers.stream()
                .flatMap(customer -> customer.sources().stream())
                .collect(Collectors.toMap(Source::path, Function.identity())));
  }

  private record Snapshot(Map<String, Customer> byId, Map<String, Source> byPath) {}
}
