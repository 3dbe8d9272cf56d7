package io.usher.console.customer;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.Audited;
import io.usher.console.Back;
import io.usher.console.Flash;
import io.usher.console.NotHere;
import io.usher.console.route.FlowReader;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.customer.Source;
import io.usher.store.DestinationStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator does about a customer's sources, connections and destinations. */
@Controller
@RequestMapping("/customers/{customer}")
class CustomerButtons {

  private final Customers customers;
  private final DestinationStore destinations;
  private final FlowReader flows;
  private final Connections connections;
  private final ConnectionCheck check;
  private final TestEvent test;

  CustomerButtons(
      Customers customers,
      DestinationStore destinations,
      FlowReader flows,
      Connections connections,
      ConnectionCheck check,
      TestEvent test) {
    this.customers = customers;
    this.destinations = destinations;
    this.flows = flows;
    this.connections = connections;
    this.check = check;
    this.test = test;
  }

  @Audited("destination.pause")
  @Needs(value = Role.OPERATOR, scope = Scope.DELIVERIES_WRITE)
  @PostMapping("/destinations/{destination}/pause")
  String pause(
      @PathVariable String customer,
      @PathVariable String destination,
      @RequestParam(required = false) @Nullable String back,
      Caller caller,
      RedirectAttributes next) {
    known(customer, destination);
    destinations.pause(customer, destination, caller.name()).join();
    Flash.done(
        next,
        destination
            + " is paused. Attempts under way end; nothing else is sent until you resume it.");
    return Back.to(back, "/customers/" + customer);
  }

  @Audited("destination.resume")
  @Needs(value = Role.OPERATOR, scope = Scope.DELIVERIES_WRITE)
  @PostMapping("/destinations/{destination}/resume")
  String resume(
      @PathVariable String customer,
      @PathVariable String destination,
      @RequestParam(required = false) @Nullable String back,
      RedirectAttributes next) {
    known(customer, destination);
    destinations.resume(customer, destination).join();
    Flash.done(next, destination + " goes on; what waited is being delivered.");
    return Back.to(back, "/customers/" + customer);
  }

  @Audited("connection.check")
  @Needs(value = Role.OPERATOR, scope = Scope.DELIVERIES_WRITE)
  @PostMapping("/connections/{connection}/check")
  String check(
      @PathVariable String customer, @PathVariable String connection, RedirectAttributes next) {
    Customer of = found(customer);
    Connection account =
        connections
            .find(of, connection)
            .orElseThrow(() -> new NotHere("connection", customer + "." + connection));
    Flash result = check.check(of, account);
    next.addFlashAttribute(
        "flash", new Flash(result.good(), connection + ": " + result.sentence()));
    return Back.to(null, "/customers/" + customer + "#connections");
  }

  @Audited("event.test")
  @Needs(value = Role.OPERATOR, scope = Scope.EVENTS_WRITE)
  @PostMapping("/sources/{source}/test-event")
  String testEvent(
      @PathVariable String customer,
      @PathVariable String source,
      @RequestParam String sample,
      RedirectAttributes next) {
    Source to =
        found(customer).sources().stream()
            .filter(one -> one.name().equals(source))
            .findFirst()
            .orElseThrow(() -> new NotHere("source", customer + "/" + source));
    TestEvent.Sent sent = test.send(to, sample);
    if (sent.event() == null) {
      Flash.refused(next, String.valueOf(sent.problem()));
      return Back.to(null, "/customers/" + customer);
    }
    Flash.done(next, "The test event " + sample + " came in. Below is where it goes.");
    return Back.to(null, "/events/" + sent.event());
  }

  private Customer found(String customer) {
    return customers.find(customer).orElseThrow(() -> new NotHere("customer", customer));
  }

  private void known(String customer, String destination) {
    found(customer);
    flows
        .of(customer)
        .target(destination)
        .filter(target -> target.hasRoute())
        .orElseThrow(() -> new NotHere("destination", customer + "/" + destination));
  }
}
