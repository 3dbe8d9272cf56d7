package io.usher.reload;

import io.usher.customer.Customer;
import io.usher.customer.CustomerFolder;
import io.usher.customer.ReadCustomer;
import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import io.usher.routing.Routes;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who there would be with changed files. A file that is wrong leaves its customer as it was. */
final class CustomerChange {

  private final CustomerFolder folder;
  private final Routes routes;
  private final Map<String, Customer> before;
  private final FileTree taken;
  private final FileTree wanted;
  private final Map<String, Customer> customers = new TreeMap<>();
  private final Map<String, List<FileProblem>> problems = new TreeMap<>();
  private final Map<String, @Nullable EditedFile> replaced = new HashMap<>();
  private boolean incomplete;

  CustomerChange(
      CustomerFolder folder,
      Routes routes,
      Map<String, Customer> before,
      FileTree taken,
      FileTree wanted) {
    this.folder = folder;
    this.routes = routes;
    this.before = before;
    this.taken = taken;
    this.wanted = wanted;
  }

  void read() {
    for (EditedFile file : wanted.under(FileTree.CUSTOMERS)) {
      if (CustomerFolder.holds(file)) {
        read(file);
      }
    }
  }

  private void read(EditedFile file) {
    String id = CustomerFolder.id(file);
    if (customers.containsKey(id)) {
      refuse(file, List.of(twice(file, id)));
      return;
    }
    Customer old = before.get(id);
    if (old != null && taken.find(file.path()).filter(file::equals).isPresent()) {
      add(file, old, new ArrayList<>());
      return;
    }
    ReadCustomer read = folder.read(file);
    Customer customer = read.customer();
    List<FileProblem> found = new ArrayList<>(read.problems());
    if (customer == null) {
      goOnWith(old, file, found);
    } else if (CustomerFolder.refuses(found) && old != null) {
      goOnWith(old, file, found);
    } else {
      add(file, customer, found);
    }
  }

  private void add(EditedFile file, Customer customer, List<FileProblem> found) {
    found.addAll(routes.checkOptions(customer, file, wanted));
    CustomerFolder.sharedPath(customer, customers.values()).ifPresent(found::add);
    Customer old = before.get(customer.id());
    if (!CustomerFolder.refuses(found)) {
      customers.put(customer.id(), customer);
      tell(file, found);
    } else if (old != null && old != customer) {
      goOnWith(old, file, found);
    } else {
      // What can be had of a file that never was right: better than turning its events away.
      customers.put(customer.id(), Untangled.of(customer, customers.values(), found));
      incomplete = true;
      refuse(file, found);
    }
  }

  private void goOnWith(@Nullable Customer old, EditedFile file, List<FileProblem> found) {
    if (old == null) {
      incomplete = true;
    } else {
      customers.put(old.id(), old);
    }
    refuse(file, found);
  }

  private void refuse(EditedFile file, List<FileProblem> found) {
    tell(file, found);
    replaced.put(file.path(), taken.find(file.path()).orElse(null));
  }

  private void tell(EditedFile file, List<FileProblem> found) {
    if (!found.isEmpty()) {
      problems.computeIfAbsent(file.path(), p -> new ArrayList<>()).addAll(found);
    }
  }

  private static FileProblem twice(EditedFile file, String id) {
    return new FileProblem(
        file.shown(),
        0,
        0,
        Severity.ERROR,
        "customer-twice",
        "There is another file of the customer " + id + ".",
        "Keep one of the two.");
  }

  Map<String, Customer> customers() {
    return customers;
  }

  Map<String, List<FileProblem>> problems() {
    return problems;
  }

  boolean isIncomplete() {
    return incomplete;
  }

  /** The files, with older contents for those that are refused. */
  FileTree effective() {
    FileTree effective = wanted;
    for (Map.Entry<String, @Nullable EditedFile> each : replaced.entrySet()) {
      EditedFile old = each.getValue();
      effective = old == null ? effective.without(each.getKey()) : effective.with(old);
    }
    return effective;
  }
}
