package io.usher.routing;

import io.usher.store.Claimant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Route;

/**
 * A route that was built, with everything that was made for it alone.
 *
 * @param camelId what Camel calls it; another one for each time it is built
 * @param children ids of the routes that its connectors made
 * @param components names of the components that its connectors brought
 * @param found the placeholders that it looked up, with their values
 * @param options what the customer's file says of this destination
 * @param parts fingerprints of the connectors and the shared template that it uses, by path
 */
record LiveRoute(
    RouteFile file,
    String camelId,
    Route route,
    List<String> children,
    List<String> components,
    Map<String, Optional<String>> found,
    Map<String, String> options,
    Map<String, String> parts) {

  String id() {
    return file.routeId();
  }

  /** Null for what isn't ours: then there is nothing to hand over. */
  Optional<Claimant> claimant() {
    return route.getConsumer() instanceof Claimant claimant
        ? Optional.of(claimant)
        : Optional.empty();
  }
}
