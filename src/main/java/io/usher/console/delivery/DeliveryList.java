package io.usher.console.delivery;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.console.Times;
import io.usher.customer.Customers;
import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.routing.LoadedRoute;
import io.usher.routing.Routes;
import io.usher.store.DeliveryLog;
import io.usher.store.FailureCauses;
import io.usher.store.ManyEvents;
import io.usher.store.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Deliveries by status, and why they fail. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class DeliveryList {

  private final DeliveryLog log;
  private final ManyEvents many;
  private final FailureCauses causes;
  private final Customers customers;
  private final Routes routes;
  private final Times times;

  DeliveryList(
      DeliveryLog log,
      ManyEvents many,
      FailureCauses causes,
      Customers customers,
      Routes routes,
      Times times) {
    this.log = log;
    this.many = many;
    this.causes = causes;
    this.customers = customers;
    this.routes = routes;
    this.times = times;
  }

  @GetMapping("/deliveries")
  String page(@ModelAttribute("filters") DeliveryFilters filters, Caller caller, Model model) {
    Page<Delivery> page = log.deliveries(filters.filter(times));
    model.addAttribute("rows", page.items());
    model.addAttribute("buyers", buyers(page.items()));
    model.addAttribute(
        "more", page.next() == null ? "" : filters.address("/deliveries", page.next()));
    model.addAttribute("dead", "DEAD".equals(filters.status()));
    model.addAttribute("causes", causes(filters));
    model.addAttribute("statuses", DeliveryStatus.values());
    model.addAttribute(
        "customers", customers.all().stream().filter(c -> caller.sees(c.id())).toList());
    model.addAttribute("destinations", destinations(caller));
    return "console/delivery/list";
  }

  private Map<String, String> buyers(List<Delivery> rows) {
    return many.buyers(rows.stream().map(Delivery::eventId).collect(Collectors.toSet()));
  }

  private List<FailureCauses.Cause> causes(DeliveryFilters filters) {
    boolean failing = List.of("DEAD", "RETRYING").contains(String.valueOf(filters.status()));
    return failing && filters.error() == null && filters.cursor() == null
        ? causes.of(String.valueOf(filters.status()), filters.customer(), filters.destination())
        : List.of();
  }

  private List<String> destinations(Caller caller) {
    return routes.list().stream()
        .filter(route -> route.kind().equals("destination") && caller.sees(route.customer()))
        .map(LoadedRoute::id)
        .map(id -> id.substring(id.indexOf('/') + 1))
        .distinct()
        .sorted()
        .toList();
  }
}
