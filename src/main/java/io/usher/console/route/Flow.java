package io.usher.console.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a customer's events go, as the route files say.
 *
 * @param branches in the router's order
 * @param destinations every destination with a route, and those that the router names without one
 */
public record Flow(String customer, List<Branch> branches, List<Target> destinations) {

  /**
   * A way through the router.
   *
   * @param condition when it is taken, as written; null when always
   * @param label the same for people
   * @param line where it stands in the router's file, from 1
   * @param destinations where it leads; none for nowhere
   * @param stops whether it ends the event deliberately
   */
  public record Branch(
      @Nullable String condition,
      String label,
      int line,
      List<String> destinations,
      boolean stops) {}

  /**
   * A destination.
   *
   * @param hasRoute false when the router names it and no file is there
   * @param uses the connectors that its route hands events to
   */
  public record Target(
      String name, @Nullable String description, boolean hasRoute, List<Use> uses) {}

  /**
   * @param connector such as {@code email}
   * @param connection such as {@code demo.mail}; null when the route names none
   * @param options what the route says beside it
   */
  public record Use(String connector, @Nullable String connection, Map<String, String> options) {}

  public Optional<Target> target(String name) {
    return destinations.stream().filter(one -> one.name().equals(name)).findFirst();
  }
}
