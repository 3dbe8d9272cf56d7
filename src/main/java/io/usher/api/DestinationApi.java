package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.Audited;
import io.usher.routing.LoadedRoute;
import io.usher.store.DestinationState;
import io.usher.store.DestinationStore;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What keeps deliveries waiting, and pausing a destination by hand. */
@RestController
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
@RequestMapping("/api/v1/destinations")
class DestinationApi {

  private final DestinationStore store;
  private final KnownDestinations known;
  private final Clock clock;

  DestinationApi(DestinationStore store, KnownDestinations known, Clock clock) {
    this.store = store;
    this.known = known;
    this.clock = clock;
  }

  @Operation(summary = "Every destination: whether it runs, what waits, and why")
  @GetMapping
  OverviewApi.Items<DestinationSheet> list(
      @RequestParam(required = false) @Nullable String customer) {
    Map<String, DestinationState> kept =
        store.states().stream().collect(Collectors.toMap(DestinationApi::id, Function.identity()));
    List<DestinationSheet> sheets =
        known.of(customer).stream()
            .map(route -> kept.getOrDefault(route.id(), free(route)))
            .map(this::sheet)
            .toList();
    return new OverviewApi.Items<>(sheets);
  }

  @Operation(summary = "One destination")
  @GetMapping("/{customer}/{destination}")
  DestinationSheet show(@PathVariable String customer, @PathVariable String destination) {
    LoadedRoute route = found(customer, destination);
    return sheet(
        store.states().stream()
            .filter(state -> id(state).equals(route.id()))
            .findFirst()
            .orElseGet(() -> free(route)));
  }

  @Operation(
      summary = "Starts no further attempt until it is resumed",
      description = "Attempts under way end. The pause holds for all hubs and outlives a restart.")
  @Audited("destination.pause")
  @Needs(value = Role.OPERATOR, scope = Scope.DELIVERIES_WRITE)
  @PostMapping("/{customer}/{destination}/pause")
  DestinationSheet pause(
      @PathVariable String customer, @PathVariable String destination, Principal who) {
    found(customer, destination);
    store.pause(customer, destination, who.getName()).join();
    return show(customer, destination);
  }

  @Operation(
      summary = "Ends a pause",
      description =
          "Where the circuit breaker is open, a delivery tries at once whether the destination is back.")
  @Audited("destination.resume")
  @Needs(value = Role.OPERATOR, scope = Scope.DELIVERIES_WRITE)
  @PostMapping("/{customer}/{destination}/resume")
  DestinationSheet resume(@PathVariable String customer, @PathVariable String destination) {
    found(customer, destination);
    store.resume(customer, destination).join();
    return show(customer, destination);
  }

  private LoadedRoute found(String customer, String destination) {
    List<LoadedRoute> all = known.of(null);
    return all.stream()
        .filter(route -> route.id().equals(customer + "/" + destination))
        .findFirst()
        .orElseThrow(
            () ->
                new ApiProblem(
                    HttpStatus.NOT_FOUND,
                    "not-found",
                    "There is no destination "
                        + customer
                        + "/"
                        + destination
                        + "; there are "
                        + all.stream().map(LoadedRoute::id).collect(Collectors.joining(", "))
                        + "."));
  }

  private DestinationSheet sheet(DestinationState state) {
    return DestinationSheet.of(state, store.open(state.customer(), state.destination()), clock);
  }

  private static DestinationState free(LoadedRoute route) {
    return DestinationState.free(route.customer(), KnownDestinations.name(route));
  }

  private static String id(DestinationState state) {
    return state.customer() + "/" + state.destination();
  }
}
