package io.usher.api;

import io.usher.access.Caller;
import io.usher.routing.LoadedRoute;
import io.usher.routing.Routes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The destinations that have a route. One that has none is refused: an event routed to it alone
 * would go nowhere in silence.
 */
@Component
class KnownDestinations {

  private final Routes routes;

  KnownDestinations(Routes routes) {
    this.routes = routes;
  }

  /**
   * @param customer whose; null for anybody's
   * @throws ApiProblem naming the unknown one and the known ones
   */
  void check(List<String> destinations, @Nullable String customer) {
    Set<String> known =
        of(customer).stream()
            .map(KnownDestinations::name)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String destination : destinations) {
      if (!known.contains(destination)) {
        throw ApiProblem.badParameter(
            "There is no destination "
                + destination
                + (customer == null ? "" : " of customer " + customer)
                + "; known are "
                + known
                + ".");
      }
    }
  }

  /**
   * @param customer whose; null for all
   */
  List<LoadedRoute> of(@Nullable String customer) {
    return visible(routes).stream()
        .filter(route -> route.kind().equals("destination"))
        .filter(route -> customer == null || customer.equals(route.customer()))
        .toList();
  }

  /** Routes are no rows, so the store can't leave out those of others. */
  static List<LoadedRoute> visible(Routes routes) {
    return routes.list().stream()
        .filter(route -> Caller.current().filter(c -> c.sees(route.customer())).isPresent())
        .toList();
  }

  static String name(LoadedRoute route) {
    return route.id().substring(route.customer().length() + 1);
  }
}
