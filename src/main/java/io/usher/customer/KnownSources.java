package io.usher.customer;

import io.usher.files.EditedFile;
import io.usher.files.EditedFolders;
import io.usher.files.FileTree;
import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.env.Environment;

/**
 * Who may send, read before anything else of customers' files: the rest of them may refer to what
 * only exists when the hub has started.
 */
public final class KnownSources {

  private KnownSources() {}

  /**
   * Reads all customers' sources.
   *
   * @param environment where what they refer to is found
   * @param check what a source must pass
   * @return customers who have their sources and nothing else; empty where not all is certain, so
   *     that somebody could be told that no source has their path
   */
  public static Optional<Customers> read(
      HubSettings hub, Environment environment, SourceCheck check) {
    EditedFolders folders = new EditedFolders(hub);
    CustomerFolder reader = new CustomerFolder(environment, check);
    try {
      folders.check();
      FileTree files = folders.readCustomers();
      return files.problems().isEmpty() ? read(files, reader) : Optional.empty();
    } catch (StartupProblem | UncheckedIOException e) {
      // Whoever reads all of it will say what is wrong.
      return Optional.empty();
    }
  }

  private static Optional<Customers> read(FileTree files, CustomerFolder reader) {
    List<Customer> customers = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (EditedFile file : files.under(FileTree.CUSTOMERS)) {
      if (CustomerFolder.holds(file)) {
        Optional<Customer> customer = reader.readSources(file);
        if (customer.isEmpty()
            || !ids.add(customer.get().id())
            || CustomerFolder.sharedPath(customer.get(), customers).isPresent()) {
          return Optional.empty();
        }
        customers.add(customer.get());
      }
    }
    Customers known = new Customers();
    known.replace(customers, false);
    return Optional.of(known);
  }
}
