package io.usher.console.route;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.console.NotHere;
import io.usher.console.Times;
import io.usher.console.Words;
import io.usher.console.customer.DestinationSheets;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.routing.Routes;
import io.usher.store.BalanceSheet;
import io.usher.store.DestinationCounts;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What goes where, as a picture and as it is written. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class RoutePages {

  private static final Duration COUNTED = Duration.ofDays(1);

  private final Routes routes;
  private final RouterRules rules;
  private final Customers customers;
  private final DestinationSheets sheets;
  private final BalanceSheet balance;
  private final Times times;
  private final Words words;

  RoutePages(
      Routes routes,
      RouterRules rules,
      Customers customers,
      DestinationSheets sheets,
      BalanceSheet balance,
      Times times,
      Words words) {
    this.routes = routes;
    this.rules = rules;
    this.customers = customers;
    this.sheets = sheets;
    this.balance = balance;
    this.times = times;
    this.words = words;
  }

  @GetMapping("/routes")
  String all(Caller caller, Model model) {
    List<Customer> seen =
        customers.all().stream()
            .filter(customer -> caller.sees(customer.id()))
            .sorted(Comparator.comparing(Customer::id))
            .toList();
    model.addAttribute("customers", seen);
    model.addAttribute(
        "routes", routes.list().stream().filter(route -> caller.sees(route.customer())).toList());
    return "console/route/list";
  }

  @GetMapping("/routes/{customer}")
  String show(@PathVariable String customer, Model model) {
    Customer found = customers.find(customer).orElseThrow(() -> new NotHere("customer", customer));
    List<RouterRules.Rule> read = rules.of(customer);
    model.addAttribute("customer", found);
    model.addAttribute("rules", read);
    model.addAttribute("words", words);
    model.addAttribute(
        "flow",
        Flow.of(customer, found.sources(), read, sheets.of(customer), notes(customer), words));
    model.addAttribute(
        "routes", routes.list().stream().filter(r -> r.customer().equals(customer)).toList());
    model.addAttribute("said", read.stream().map(rule -> Flow.said(rule.when(), words)).toList());
    return "console/route/page";
  }

  /** By destination: what was made for it yesterday and today, and what died of that. */
  private Map<String, String> notes(String customer) {
    return balance.destinationsSince(times.now().minus(COUNTED)).stream()
        .filter(counts -> counts.customer().equals(customer))
        .collect(
            Collectors.groupingBy(
                DestinationCounts::destination,
                Collectors.collectingAndThen(Collectors.toList(), this::note)));
  }

  private String note(List<DestinationCounts> days) {
    long total = days.stream().mapToLong(d -> d.deliveries().getOrDefault("total", 0L)).sum();
    long dead = days.stream().mapToLong(d -> d.deliveries().getOrDefault("dead", 0L)).sum();
    return ", " + words.number(total) + " in two days" + (dead == 0 ? "" : ", " + dead + " dead");
  }
}
