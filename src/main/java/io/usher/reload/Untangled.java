package io.usher.reload;

import io.usher.customer.Customer;
import io.usher.customer.Source;
import io.usher.settings.FileProblem;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A customer without what its file has wrong, for a start that has no older file. */
final class Untangled {

  private Untangled() {}

  /** Sources whose path is somebody's already stay away, and so do options that can't be. */
  static Customer of(Customer customer, Collection<Customer> others, List<FileProblem> problems) {
    Set<String> paths = new HashSet<>();
    others.forEach(other -> other.sources().forEach(source -> paths.add(source.path())));
    List<Source> sources =
        customer.sources().stream().filter(source -> paths.add(source.path())).toList();
    boolean badOptions =
        problems.stream().anyMatch(p -> p.isError() && p.rule().equals("destination-option"));
    return new Customer(
        customer.id(),
        customer.name(),
        sources,
        customer.settings(),
        customer.retention(),
        customer.file(),
        badOptions ? Map.of() : customer.destinations(),
        customer.alarms());
  }
}
