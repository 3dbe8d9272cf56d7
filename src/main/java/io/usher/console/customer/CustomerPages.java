package io.usher.console.customer;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.cli.simulator.TestWebhook;
import io.usher.console.NotHere;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.store.RefusedWebhooks;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Who we serve, and one of them. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class CustomerPages {

  private static final int REFUSALS = 20;

  private final Customers customers;
  private final CustomerSheets sheets;
  private final Connections connections;
  private final ConnectionCheck check;
  private final RefusedWebhooks refused;

  CustomerPages(
      Customers customers,
      CustomerSheets sheets,
      Connections connections,
      ConnectionCheck check,
      RefusedWebhooks refused) {
    this.customers = customers;
    this.sheets = sheets;
    this.connections = connections;
    this.check = check;
    this.refused = refused;
  }

  /** A line of the list. */
  record Line(Customer customer, List<SourceSheet> sources, List<DestinationSheet> destinations) {}

  @GetMapping("/customers")
  String all(Caller caller, Model model) {
    List<Line> lines =
        customers.all().stream()
            .filter(customer -> caller.sees(customer.id()))
            .sorted(Comparator.comparing(Customer::id))
            .map(one -> new Line(one, sheets.sources(one), sheets.destinations(one)))
            .toList();
    model.addAttribute("lines", lines);
    return "console/customer/list";
  }

  @GetMapping("/customers/{customer}")
  String one(@PathVariable String customer, Model model) {
    Customer found = customers.find(customer).orElseThrow(() -> new NotHere("customer", customer));
    List<Connection> accounts = connections.of(found);
    model.addAttribute("customer", found);
    model.addAttribute("sources", sheets.sources(found));
    model.addAttribute("public", sheets.hasPublicAddress());
    model.addAttribute("destinations", sheets.destinations(found));
    model.addAttribute("connections", accounts);
    model.addAttribute(
        "checkable",
        accounts.stream().map(Connection::connector).filter(check::knows).distinct().toList());
    model.addAttribute("refusals", refused.newest(customer, REFUSALS));
    model.addAttribute("samples", TestWebhook.samples());
    return "console/customer/page";
  }
}
