package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.sales.DaySales;
import io.usher.sales.Sales;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was sold, added up. */
@RestController
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
@RequestMapping("/api/v1")
class SaleApi {

  private final Sales sales;
  private final Customers customers;

  SaleApi(Sales sales, Customers customers) {
    this.sales = sales;
    this.customers = customers;
  }

  /**
   * One customer's day, today unless {@code day} says otherwise; {@code customer} may be left out
   * where there is only one. Ask again while it is not {@code complete}.
   */
  @Operation(summary = "What a customer sold on a day: orders, tickets and money, by show")
  @GetMapping("/sales")
  DaySales sales(
      Caller caller,
      @RequestParam(required = false) @Nullable String customer,
      @RequestParam(required = false) @Nullable String day) {
    Customer whose = whose(caller, customer);
    return sales.of(whose, day == null || day.isBlank() ? sales.today(whose) : date(day));
  }

  private Customer whose(Caller caller, @Nullable String wanted) {
    List<Customer> seen = customers.all().stream().filter(c -> caller.sees(c.id())).toList();
    if (wanted == null || wanted.isBlank()) {
      if (seen.size() == 1) {
        return seen.get(0);
      }
      throw ApiProblem.badParameter(
          "Say whose sales: the parameter customer must be one of "
              + seen.stream().map(Customer::id).sorted().toList()
              + ".");
    }
    return seen.stream()
        .filter(customer -> customer.id().equals(wanted))
        .findFirst()
        .orElseThrow(() -> ApiProblem.notFound("customer", wanted));
  }

  private static LocalDate date(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (Sales.isCountable(date)) {
        return date;
      }
    } catch (DateTimeParseException e) {
      // Answered below.
    }
    throw ApiProblem.badParameter("The parameter day must be a date such as 2027-02-06.");
  }
}
