package io.usher.console.customer;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.AuditNote;
import io.usher.audit.Audited;
import io.usher.connector.ConnectionCheck;
import io.usher.console.Back;
import io.usher.console.Flash;
import io.usher.console.NotHere;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.customer.Source;
import io.usher.store.DestinationStore;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Trying sources and connections, and pausing destinations. */
@Controller
@Needs(value = Role.OPERATOR, scope = Scope.DELIVERIES_WRITE)
@RequestMapping("/customers/{customer}")
class CustomerButtons {

  private static final List<String> SAMPLES = List.of("test", "purchase-single", "purchase-multi");

  private final Customers customers;
  private final DestinationStore destinations;
  private final DestinationSheets sheets;
  private final List<ConnectionCheck> checks;
  private final TestEvent test;

  CustomerButtons(
      Customers customers,
      DestinationStore destinations,
      DestinationSheets sheets,
      List<ConnectionCheck> checks,
      TestEvent test) {
    this.customers = customers;
    this.destinations = destinations;
    this.sheets = sheets;
    this.checks = checks;
    this.test = test;
  }

  /** Leads to the event that it became, where its way is shown as it goes. */
  @Audited("source.test")
  @PostMapping("/sources/{source}/test")
  String test(
      @PathVariable String customer,
      @PathVariable String source,
      @RequestParam(defaultValue = "test") String sample,
      HttpServletRequest request,
      RedirectAttributes next) {
    Source found =
        customer(customer).sources().stream()
            .filter(one -> one.name().equals(source))
            .findFirst()
            .orElseThrow(() -> new NotHere("source", customer + "/" + source));
    TestEvent.Answer answer = test.send(found, SAMPLES.contains(sample) ? sample : "test");
    if (answer.event() == null) {
      AuditNote.add(request, "refused");
      Flash.refused(next, "The test was not accepted. " + answer.problem());
      return "redirect:/customers/" + customer;
    }
    AuditNote.add(request, "event " + answer.event());
    Flash.done(next, "The test was accepted. Below is where it goes.");
    return "redirect:/events/" + answer.event();
  }

  @Audited("connection.check")
  @PostMapping("/connections/{connection}/check")
  String check(
      @PathVariable String customer, @PathVariable String connection, RedirectAttributes next) {
    Map<String, String> settings =
        Connection.grouped(customer(customer)).getOrDefault(connection, Map.of());
    ConnectionCheck.Result result =
        checks.stream()
            .filter(check -> check.isFor(settings))
            .findFirst()
            .orElseThrow(() -> new NotHere("connection", customer + "." + connection))
            .check(settings);
    next.addFlashAttribute("checked", connection);
    next.addFlashAttribute("result", new Flash(result.works(), result.sentence()));
    return "redirect:/customers/" + customer + "#" + connection;
  }

  @Audited("destination.pause")
  @PostMapping("/destinations/{destination}/pause")
  String pause(
      @PathVariable String customer,
      @PathVariable String destination,
      @RequestParam(required = false) @Nullable String back,
      Caller caller,
      RedirectAttributes next) {
    check(customer, destination);
    destinations.pause(customer, destination, caller.name()).join();
    Flash.done(next, destination + " is paused: its deliveries wait until it is resumed.");
    return Back.to(back, "/customers/" + customer);
  }

  @Audited("destination.resume")
  @PostMapping("/destinations/{destination}/resume")
  String resume(
      @PathVariable String customer,
      @PathVariable String destination,
      @RequestParam(required = false) @Nullable String back,
      RedirectAttributes next) {
    check(customer, destination);
    destinations.resume(customer, destination).join();
    Flash.done(next, destination + " runs again.");
    return Back.to(back, "/customers/" + customer);
  }

  private void check(String customer, String destination) {
    if (sheets.of(customer).stream().noneMatch(sheet -> sheet.name().equals(destination))) {
      throw new NotHere("destination", customer + "/" + destination);
    }
  }

  private Customer customer(String id) {
    return customers.find(id).orElseThrow(() -> new NotHere("customer", id));
  }
}
