package io.usher.customer;

import java.util.Collection;
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

  private volatile Snapshot current = new Snapshot(Map.of(), Map.of(), false);

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

  /**
   * Whether somebody's sources are not known, so that a path which nobody has may be one of theirs.
   */
  public boolean isIncomplete() {
    return current.incomplete;
  }

  /**
   * @param incomplete whether a file could not be read and there is no older one
   */
  public void replace(Collection<Customer> customers, boolean incomplete) {
    current =
        new Snapshot(
            customers.stream().collect(Collectors.toMap(Customer::id, Function.identity())),
            customers.stream()
                .flatMap(customer -> customer.sources().stream())
                .collect(
                    Collectors.toMap(Source::path, Function.identity(), (first, second) -> first)),
            incomplete);
  }

  private record Snapshot(
      Map<String, Customer> byId, Map<String, Source> byPath, boolean incomplete) {}
}
