package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.routing.LoadedRoute;
import io.usher.routing.Routes;
import io.usher.store.Balance;
import io.usher.store.BalanceSheet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The hub as a whole: whether the counts add up, and which routes run. */
@RestController
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
@RequestMapping("/api/v1")
class OverviewApi {

  private static final Duration USUAL = Duration.ofDays(7);

  private final BalanceSheet balance;
  private final Routes routes;
  private final Clock clock;

  OverviewApi(BalanceSheet balance, Routes routes, Clock clock) {
    this.balance = balance;
    this.routes = routes;
    this.clock = clock;
  }

  /**
   * Per customer and day, newest first; the last seven days unless {@code since} says otherwise.
   */
  @Operation(summary = "Where all events and deliveries are, per customer and day")
  @GetMapping("/balance")
  Items<Balance> balance(
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String customer) {
    Instant from = ListParameters.instant("since", since);
    List<Balance> days = balance.since(from == null ? clock.instant().minus(USUAL) : from);
    return new Items<>(
        days.stream().filter(day -> customer == null || customer.equals(day.customer())).toList());
  }

  @Operation(summary = "Every router and destination")
  @GetMapping("/routes")
  Items<LoadedRoute> routes(@RequestParam(required = false) @Nullable String customer) {
    return new Items<>(
        KnownDestinations.visible(routes).stream()
            .filter(r -> customer == null || customer.equals(r.customer()))
            .toList());
  }

  record Items<T>(List<T> items) {}
}
