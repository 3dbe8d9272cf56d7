package io.usher.console.sales;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.console.Bars;
import io.usher.console.NotHere;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.sales.DaySales;
import io.usher.sales.Sales;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A day's sales of one customer. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class SalesPage {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

  private final Sales sales;
  private final Customers customers;

  SalesPage(Sales sales, Customers customers) {
    this.sales = sales;
    this.customers = customers;
  }

  /** What can't be used as a day is today, rather than refused. */
  @GetMapping("/sales")
  String page(
      Caller caller,
      @RequestParam(required = false) @Nullable String customer,
      @RequestParam(required = false) @Nullable String day,
      Model model) {
    List<Customer> seen =
        customers.all().stream()
            .filter(each -> caller.sees(each.id()))
            .sorted(Comparator.comparing(Customer::id))
            .toList();
    model.addAttribute("customers", seen);
    if (!seen.isEmpty()) {
      show(whose(seen, customer), day, model);
    }
    return "console/sales/page";
  }

  private static Customer whose(List<Customer> seen, @Nullable String wanted) {
    return wanted == null || wanted.isBlank()
        ? seen.get(0)
        : seen.stream()
            .filter(customer -> customer.id().equals(wanted))
            .findFirst()
            .orElseThrow(() -> new NotHere("customer", wanted));
  }

  private void show(Customer customer, @Nullable String wanted, Model model) {
    LocalDate today = sales.today(customer);
    LocalDate day = day(wanted, today);
    DaySales sold = sales.of(customer, day);
    model.addAttribute("sales", sold);
    model.addAttribute("customer", customer);
    model.addAttribute("long", DAY.format(day));
    model.addAttribute("isToday", day.equals(today));
    model.addAttribute("before", day.minusDays(1));
    model.addAttribute("after", day.isBefore(today) ? day.plusDays(1) : null);
    model.addAttribute("net", Net.of(sold));
    model.addAttribute("hours", hours(sold));
  }

  private static LocalDate day(@Nullable String wanted, LocalDate today) {
    try {
      LocalDate day = wanted == null ? today : LocalDate.parse(wanted);
      return Sales.isCountable(day) ? day : today;
    } catch (DateTimeParseException e) {
      return today;
    }
  }

  private static Bars hours(DaySales sold) {
    List<Bars.Bar> bars =
        IntStream.range(0, sold.hours().size())
            .mapToObj(hour -> bar(hour, sold.hours().get(hour)))
            .toList();
    return new Bars("By the hour", "orders", "orders an hour", false, bars);
  }

  private static Bars.Bar bar(int hour, long orders) {
    String name = "%02d:00".formatted(hour);
    return new Bars.Bar(name, hour % 3 == 0 ? name : "", orders, 0);
  }
}
