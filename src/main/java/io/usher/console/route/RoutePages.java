package io.usher.console.route;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.console.NotHere;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.routing.LoadedRoute;
import io.usher.routing.Routes;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Routes as a picture, and each as it is written. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class RoutePages {

  private final Customers customers;
  private final Routes routes;
  private final FlowReader flows;
  private final FlowHealth health;

  RoutePages(Customers customers, Routes routes, FlowReader flows, FlowHealth health) {
    this.customers = customers;
    this.routes = routes;
    this.flows = flows;
    this.health = health;
  }

  /**
   * A customer's routes.
   *
   * @param picture of the way that events take through them
   */
  record Sheet(Customer customer, List<LoadedRoute> routes, FlowPicture picture) {}

  @GetMapping("/routes")
  String all(Caller caller, Model model) {
    List<Sheet> sheets =
        customers.all().stream()
            .filter(customer -> caller.sees(customer.id()))
            .sorted(Comparator.comparing(Customer::id))
            .map(this::sheet)
            .toList();
    model.addAttribute("sheets", sheets);
    return "console/route/list";
  }

  @GetMapping("/routes/{customer}")
  String customer(@PathVariable String customer, Model model) {
    model.addAttribute("sheet", sheet(found(customer)));
    return "console/route/customer";
  }

  @GetMapping("/routes/{customer}/{route}")
  String route(@PathVariable String customer, @PathVariable String route, Model model) {
    found(customer);
    LoadedRoute shown =
        routes.list().stream()
            .filter(one -> one.id().equals(customer + "/" + route))
            .findFirst()
            .orElseThrow(() -> new NotHere("route", customer + "/" + route));
    model.addAttribute("route", shown);
    model.addAttribute("name", route);
    model.addAttribute("lines", FlowReader.text(shown).lines().toList());
    return "console/route/page";
  }

  private Sheet sheet(Customer customer) {
    return new Sheet(
        customer,
        FlowReader.of(routes, customer.id()),
        FlowPicture.of(
            flows.of(customer.id()),
            health.ofSources(customer),
            health.ofDestinations(customer.id())));
  }

  private Customer found(String customer) {
    return customers.find(customer).orElseThrow(() -> new NotHere("customer", customer));
  }
}
