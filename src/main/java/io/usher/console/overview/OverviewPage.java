package io.usher.console.overview;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.alarm.Alarms;
import io.usher.store.AlarmRow;
import io.usher.store.Arrivals;
import io.usher.store.Arrivals.HourCount;
import io.usher.store.Balance;
import io.usher.store.BalanceSheet;
import io.usher.store.OpenWork;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: whether all is well, and if not, what to look at. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class OverviewPage {

  private final BalanceSheet balance;
  private final Days days;
  private final Charts charts;
  private final OpenWork work;
  private final Arrivals arrivals;
  private final Alarms alarms;

  OverviewPage(
      BalanceSheet balance,
      Days days,
      Charts charts,
      OpenWork work,
      Arrivals arrivals,
      Alarms alarms) {
    this.balance = balance;
    this.days = days;
    this.charts = charts;
    this.work = work;
    this.arrivals = arrivals;
    this.alarms = alarms;
  }

  @GetMapping("/")
  String page(Caller caller, Model model) {
    List<Balance> month = balance.since(firstDay());
    List<HourCount> hours =
        arrivals.hoursSince(charts.firstHour()).stream()
            .filter(hour -> caller.sees(hour.customer()))
            .toList();
    model.addAttribute("days", days.today(charts.today(), month, caller));
    model.addAttribute("unbalanced", month.stream().filter(day -> !day.balanced()).toList());
    model.addAttribute("oldest", work.oldest().orElse(null));
    model.addAttribute("causes", work.causes());
    model.addAttribute("alarms", alarms(caller));
    model.addAttribute(
        "charts", List.of(charts.hours(hours), charts.events(month), charts.deliveries(month)));
    return "console/overview/page";
  }

  private Instant firstDay() {
    return charts.today().minusDays(Charts.DAYS - 1L).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private List<AlarmRow> alarms(Caller caller) {
    return alarms.open().stream().filter(alarm -> caller.sees(alarm.customer())).toList();
  }
}
