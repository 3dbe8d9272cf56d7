package io.usher.customer;

import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Reads all customers' files. */
@Component
public class CustomerFolder {

  private final Path folder;
  private final SecretReferences references;

  CustomerFolder(HubSettings settings, Environment environment) {
    this.folder = settings.customersDir();
    this.references = new SecretReferences(environment);
  }

  /**
   * @throws StartupProblem naming the file, the line or key, and what to do
   */
  public List<Customer> read() {
    if (!Files.isDirectory(folder)) {
      throw new StartupProblem(
          "There is no folder "
              + folder.toAbsolutePath()
              + ". Start the hub in the folder that holds config/ and routes/, or name yours with USHER_CUSTOMERS_DIR.");
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Customer> customers =
          files
              .filter(file -> file.toString().matches(".*\\.ya?ml"))
              .sorted()
              .map(file -> new CustomerFile(file, references).read())
              .toList();
      refuseSharedPaths(customers);
      return customers;
    } catch (IOException e) {
      throw new StartupProblem("The folder " + folder.toAbsolutePath() + " can't be read.", e);
    }
  }

  private void refuseSharedPaths(List<Customer> customers) {
    Map<String, Source> taken = new HashMap<>();
    for (Customer customer : customers) {
      for (Source source : customer.sources()) {
        Source other = taken.put(source.path(), source);
        if (other != null) {
          throw new StartupProblem(
              folder
                  + ": the sources "
                  + other
                  + " and "
                  + source
                  + " have the same path, "
                  + source.path()
                  + "; give each its own, for webhooks are told apart by it.");
        }
      }
    }
  }
}
