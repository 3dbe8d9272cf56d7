package io.usher.console.overview;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.alarm.Alarms;
import io.usher.console.Times;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.store.AlarmRow;
import io.usher.store.Balance;
import io.usher.store.BalanceSheet;
import io.usher.store.DestinationState;
import io.usher.store.DestinationStore;
import io.usher.store.FailureCauses;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: whether all is well, and where to look if not. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class OverviewPage {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final int CAUSES = 8;

  private final BalanceSheet balance;
  private final FailureCauses causes;
  private final DestinationStore destinations;
  private final TrafficLook traffic;
  private final Customers customers;
  private final Charts charts;
  private final Times times;
  private final Alarms alarms;

  OverviewPage(
      BalanceSheet balance,
      FailureCauses causes,
      DestinationStore destinations,
      TrafficLook traffic,
      Customers customers,
      Charts charts,
      Times times,
      Alarms alarms) {
    this.alarms = alarms;
    this.balance = balance;
    this.causes = causes;
    this.destinations = destinations;
    this.traffic = traffic;
    this.customers = customers;
    this.charts = charts;
    this.times = times;
  }

  @GetMapping("/")
  String page(Caller caller, Model model) {
    List<Balance> month = balance.since(times.now().minus(MONTH));
    TrafficLook.Look look = traffic.latest();
    model.addAttribute("standing", Standing.of(month, causes.oldestWaiting()));
    model.addAttribute("causes", causes());
    model.addAttribute("held", held(caller));
    model.addAttribute("alarms", alarms.open().stream().filter(a -> sees(caller, a)).toList());
    model.addAttribute("days", days(look, caller));
    model.addAttribute("hours", charts.hours(look, caller));
    model.addAttribute("month", charts.days(month));
    model.addAttribute("unbalanced", month.stream().filter(day -> !day.balanced()).toList());
    model.addAttribute("counted", look == TrafficLook.Look.NONE ? null : look.at());
    return "console/overview/page";
  }

  /** An alarm of the whole hub is for those who see all of it. */
  private static boolean sees(Caller caller, AlarmRow alarm) {
    return alarm.customer() == null ? caller.reach().isEverything() : caller.sees(alarm.customer());
  }

  /** What fails, both for good and for now. */
  private List<FailureCauses.Cause> causes() {
    return Stream.concat(
            causes.of("DEAD", null, null).stream(), causes.of("RETRYING", null, null).stream())
        .sorted(Comparator.comparingLong(FailureCauses.Cause::count).reversed())
        .limit(CAUSES)
        .toList();
  }

  private List<DestinationState> held(Caller caller) {
    return destinations.states().stream()
        .filter(state -> caller.sees(state.customer()))
        .filter(state -> state.pausedAt() != null || state.openedAt() != null)
        .toList();
  }

  private List<Day> days(TrafficLook.Look look, Caller caller) {
    return customers.all().stream()
        .filter(customer -> caller.sees(customer.id()))
        .sorted(Comparator.comparing(Customer::id))
        .map(customer -> Day.of(customer.id(), look, midnight(customer.id())))
        .toList();
  }

  private Instant midnight(String customer) {
    ZoneId zone = times.zone(customer);
    return LocalDate.ofInstant(times.now(), zone).atStartOfDay(zone).toInstant();
  }
}
