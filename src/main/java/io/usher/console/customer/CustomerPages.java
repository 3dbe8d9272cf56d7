package io.usher.console.customer;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.connector.ConnectionCheck;
import io.usher.console.NotHere;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.event.Event;
import io.usher.settings.HubSettings;
import io.usher.store.Arrivals;
import io.usher.store.DeliveryLog;
import io.usher.store.LogFilter;
import io.usher.store.RefusedLog;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Who we serve, what they send, and what it is connected to. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class CustomerPages {

  private static final int REFUSED = 20;

  private final Customers customers;
  private final DeliveryLog log;
  private final RefusedLog refused;
  private final DestinationSheets destinations;
  private final List<ConnectionCheck> checks;
  private final HubSettings settings;
  private final Arrivals arrivals;

  CustomerPages(
      Customers customers,
      DeliveryLog log,
      RefusedLog refused,
      DestinationSheets destinations,
      List<ConnectionCheck> checks,
      HubSettings settings,
      Arrivals arrivals) {
    this.arrivals = arrivals;
    this.customers = customers;
    this.log = log;
    this.refused = refused;
    this.destinations = destinations;
    this.checks = checks;
    this.settings = settings;
  }

  @GetMapping("/customers")
  String list(Caller caller, Model model) {
    List<Customer> seen =
        customers.all().stream()
            .filter(customer -> caller.sees(customer.id()))
            .sorted(Comparator.comparing(Customer::id))
            .toList();
    Map<String, Instant> last = new HashMap<>();
    seen.forEach(c -> newest(c.id()).forEach(event -> last.put(c.id(), event.receivedAt())));
    model.addAttribute("customers", seen);
    model.addAttribute("last", last);
    model.addAttribute("refused", refused.newest(null, REFUSED));
    return "console/customer/list";
  }

  @GetMapping("/customers/{customer}")
  String show(@PathVariable String customer, HttpServletRequest request, Model model) {
    Customer found = customers.find(customer).orElseThrow(() -> new NotHere("customer", customer));
    model.addAttribute("customer", found);
    model.addAttribute("base", base(request));
    model.addAttribute("last", lastOf(found));
    model.addAttribute("connections", Connection.of(found, checks));
    model.addAttribute("destinations", destinations.of(customer));
    model.addAttribute("refused", refused.newest(customer, REFUSED));
    return "console/customer/page";
  }

  /** The address the outside sees; where none is set, the one in the browser. */
  private String base(HttpServletRequest request) {
    return settings.publicUrl().isBlank()
        ? ServletUriComponentsBuilder.fromContextPath(request).build().toUriString()
        : settings.publicUrl().replaceFirst("/+$", "");
  }

  /** By source, as counted each minute; newer where the newest event of all is one of it. */
  private Map<String, Instant> lastOf(Customer customer) {
    Map<String, Instant> last = new HashMap<>();
    arrivals.last().stream()
        .filter(one -> one.customer().equals(customer.id()))
        .forEach(one -> last.put(one.source(), one.at()));
    newest(customer.id())
        .forEach(
            event ->
                last.merge(event.source(), event.receivedAt(), (a, b) -> a.isAfter(b) ? a : b));
    return last;
  }

  private List<Event> newest(String customer) {
    return log.events(new LogFilter(customer, null, null, null, null, null, null, null, 1)).items();
  }
}
