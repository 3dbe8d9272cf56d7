package io.usher.reload;

import io.usher.customer.Customer;
import io.usher.files.FileTree;
import io.usher.routing.RoutePlan;
import io.usher.settings.FileProblem;
import java.util.List;
import java.util.Map;

/**
 * A change that is built and not in effect yet.
 *
 * @param wanted the files as they are on the disk
 * @param problems by the path of the file that they are about
 * @param incomplete whether a customer's file is missing or taken in part only
 */
record Hold(
    FileTree wanted, RoutePlan plan, Map<String, List<FileProblem>> problems, boolean incomplete) {

  Map<String, Customer> customers() {
    return plan.customers();
  }
}
