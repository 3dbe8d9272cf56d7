package io.usher.console.customer;

import io.usher.outbox.OutboxEndpoint;
import io.usher.routing.LoadedRoute;
import io.usher.routing.Routes;
import io.usher.store.DestinationState;
import io.usher.store.DestinationStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What holds for each destination: whether it runs, what waits, its limits. */
@Component
public class DestinationSheets {

  private final Routes routes;
  private final DestinationStore store;
  private final Clock clock;

  DestinationSheets(Routes routes, DestinationStore store, Clock clock) {
    this.routes = routes;
    this.store = store;
    this.clock = clock;
  }

  /**
   * A destination as it stands.
   *
   * @param status PAUSED, BREAKER_OPEN, QUIET or RUNNING: the first that holds
   * @param open how many deliveries wait; counting ends at 10,000
   * @param limits in a sentence; null where its route doesn't run
   */
  public record Sheet(
      String name,
      @Nullable String purpose,
      String status,
      int open,
      DestinationState state,
      @Nullable String limits) {}

  public List<Sheet> of(String customer) {
    Map<String, DestinationState> states =
        store.states().stream()
            .filter(state -> state.customer().equals(customer))
            .collect(Collectors.toMap(DestinationState::destination, state -> state));
    return routes.list().stream()
        .filter(route -> route.customer().equals(customer) && route.kind().equals("destination"))
        .map(route -> sheet(route, states))
        .toList();
  }

  private Sheet sheet(LoadedRoute route, Map<String, DestinationState> states) {
    String name = route.id().substring(route.customer().length() + 1);
    DestinationState state =
        states.getOrDefault(name, DestinationState.free(route.customer(), name));
    return new Sheet(
        name,
        route.description(),
        status(state),
        store.open(route.customer(), name),
        state,
        limits(route.id()));
  }

  private String status(DestinationState state) {
    if (state.pausedAt() != null) {
      return "PAUSED";
    }
    if (state.openedAt() != null) {
      return "BREAKER_OPEN";
    }
    boolean quiet = state.quietUntil() != null && state.quietUntil().isAfter(clock.instant());
    return quiet ? "QUIET" : "RUNNING";
  }

  private @Nullable String limits(String routeId) {
    return routes
        .running(routeId)
        .map(Route::getEndpoint)
        .filter(OutboxEndpoint.class::isInstance)
        .map(OutboxEndpoint.class::cast)
        .map(DestinationSheets::limits)
        .orElse(null);
  }

  private static String limits(OutboxEndpoint outbox) {
    return outbox.getConcurrency()
        + " at a time"
        + (outbox.getRate() == null ? "" : ", at most " + outbox.getRate())
        + (outbox.getAfterDead().equals("hold") ? ", a dead one holds its order" : "");
  }
}
