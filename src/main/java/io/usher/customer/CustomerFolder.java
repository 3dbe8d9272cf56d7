package io.usher.customer;

import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes customers of their files. */
@Component
public class CustomerFolder {

  private final SecretReferences references;
  private final SourceCheck check;

  CustomerFolder(Environment environment, SourceCheck check) {
    this.references = new SecretReferences(environment);
    this.check = check;
  }

  /** Whether this file is a customer's. */
  public static boolean holds(EditedFile file) {
    return file.path().startsWith(FileTree.CUSTOMERS) && file.name().matches(".*\\.ya?ml");
  }

  /** The id of the customer whose file this is. */
  public static String id(EditedFile file) {
    return CustomerFile.id(file);
  }

  /** Never fails: a file that says nothing useful makes problems and no customer. */
  public ReadCustomer read(EditedFile file) {
    return CustomerFile.read(file, references, check);
  }

  /**
   * Reads no more of it than its sources.
   *
   * @return a customer with nothing else; empty where anything is wrong with one of them
   */
  Optional<Customer> readSources(EditedFile file) {
    return CustomerFile.readSources(file, references, check);
  }

  /**
   * Webhooks are told apart by their path.
   *
   * @param others who has paths already
   * @return the first path of the customer's that somebody else has too
   */
  public static Optional<FileProblem> sharedPath(Customer customer, Collection<Customer> others) {
    Map<String, Source> taken = new HashMap<>();
    for (Customer other : others) {
      if (!other.id().equals(customer.id())) {
        other.sources().forEach(source -> taken.put(source.path(), source));
      }
    }
    for (Source source : customer.sources()) {
      Source first = taken.put(source.path(), source);
      if (first != null) {
        return Optional.of(shared(customer, source, first));
      }
    }
    return Optional.empty();
  }

  private static FileProblem shared(Customer customer, Source source, Source first) {
    return new FileProblem(
        customer.file().toString(),
        0,
        0,
        Severity.ERROR,
        "source-path",
        "The sources " + first + " and " + source + " have the same path, " + source.path() + ".",
        "Give each its own, for webhooks are told apart by it.");
  }

  /** All problems of a list that make a file unfit. */
  public static boolean refuses(List<FileProblem> problems) {
    return problems.stream().anyMatch(FileProblem::isError);
  }
}
