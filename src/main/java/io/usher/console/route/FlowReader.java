package io.usher.console.route;

import io.usher.console.route.Flow.Branch;
import io.usher.console.route.Flow.Target;
import io.usher.routing.LoadedRoute;
import io.usher.routing.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Reads how a customer's events go out of the route files. */
@Component
public class FlowReader {

  private static final String ROUTER = "router";

  private final Routes routes;

  FlowReader(Routes routes) {
    this.routes = routes;
  }

  public Flow of(String customer) {
    List<Branch> branches = new ArrayList<>();
    Map<String, Target> targets = new TreeMap<>();
    for (LoadedRoute route : of(routes, customer)) {
      RouteSteps steps = RouteSteps.of(text(route));
      if (route.kind().equals(ROUTER)) {
        branches.addAll(steps.branches());
      } else {
        String name = name(route);
        targets.put(name, new Target(name, route.description(), true, steps.uses()));
      }
    }
    branches.stream()
        .flatMap(branch -> branch.destinations().stream())
        .forEach(name -> targets.putIfAbsent(name, new Target(name, null, false, List.of())));
    return new Flow(customer, branches, List.copyOf(targets.values()));
  }

  /** The router first, then the destinations by name. */
  static List<LoadedRoute> of(Routes routes, String customer) {
    return routes.list().stream()
        .filter(route -> route.customer().equals(customer))
        .sorted(
            Comparator.comparing((LoadedRoute route) -> !route.kind().equals(ROUTER))
                .thenComparing(LoadedRoute::id))
        .toList();
  }

  static String name(LoadedRoute route) {
    return route.id().substring(route.customer().length() + 1);
  }

  /** Empty when the file is gone meanwhile. */
  static String text(LoadedRoute route) {
    try {
      return Files.readString(Path.of(route.file()));
    } catch (IOException gone) {
      return "";
    }
  }
}
