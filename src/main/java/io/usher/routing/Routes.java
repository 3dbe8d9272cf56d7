package io.usher.routing;

import io.usher.customer.Customer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The routes that people edit. Camel's own loader takes a whole folder and fails as a whole; this
 * one takes a file at a time, so that a problem names its file.
 */
@Component
public class Routes {

  private final CamelContext camel;
  private final RouteFolder folder;
  private final List<RouteFile> loaded = new ArrayList<>();

  Routes(CamelContext camel, RouteFolder folder, CustomerPlaceholders placeholders) {
    this.camel = camel;
    this.folder = folder;
    camel.getPropertiesComponent().addPropertiesSource(placeholders);
  }

  /**
   * Loads connectors first, then each customer's destinations, then the routers: by the time an
   * event is routed, its destinations are there.
   *
   * @throws io.usher.settings.StartupProblem naming the file and what is wrong with it
   */
  public synchronized void load(List<Customer> customers) {
    folder.check();
    folder.connectors().forEach(file -> load(file, null));
    for (Customer customer : customers) {
      List<RouteFile> files = folder.routesOf(customer.id());
      DestinationOptions options = new DestinationOptions(customer);
      options.check(destinations(files), camel);
      files.stream().filter(file -> !file.isRouter()).forEach(file -> load(file, options));
      files.stream().filter(RouteFile::isRouter).forEach(file -> load(file, options));
    }
  }

  private static Set<String> destinations(List<RouteFile> files) {
    return files.stream()
        .filter(file -> !file.isRouter())
        .map(RouteFile::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void load(RouteFile file, @Nullable DestinationOptions options) {
    try {
      Resource resource =
          ResourceHelper.fromBytes("file:" + file.path(), Files.readAllBytes(file.path()));
      for (RoutesBuilder builder :
          PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(resource))) {
        if (options != null && builder instanceof RouteBuilder routes) {
          routes.addLifecycleInterceptor(new Naming(file, options));
        }
        camel.addRoutes(builder);
      }
    } catch (RouteProblem e) {
      throw e;
    } catch (Exception e) {
      throw new RouteProblem(file, e);
    }
    loaded.add(file);
  }

  public synchronized List<LoadedRoute> list() {
    return loaded.stream().filter(file -> !file.isConnector()).map(this::describe).toList();
  }

  private LoadedRoute describe(RouteFile file) {
    Route route = camel.getRoute(file.routeId());
    return new LoadedRoute(
        file.routeId(),
        String.valueOf(file.customer()),
        file.isRouter() ? RouteFile.ROUTER : "destination",
        file.path().toString(),
        String.valueOf(camel.getRouteController().getRouteStatus(file.routeId())),
        route == null ? null : route.getDescription());
  }

  /**
   * Checks and completes what a file says before it becomes a route: its id, and whose inbox or
   * outbox it reads.
   */
  private record Naming(RouteFile file, DestinationOptions options)
      implements RouteBuilderLifecycleStrategy {

    @Override
    public void afterConfigure(RouteBuilder builder) {
      List<RouteDefinition> routes = builder.getRouteCollection().getRoutes();
      if (routes.size() != 1) {
        throw new RouteProblem(
            file,
            "it holds "
                + routes.size()
                + " routes; write one route a file, so that file and route have one name.");
      }
      RouteDefinition route = routes.get(0);
      if (!file.name().equals(route.getId())) {
        throw new RouteProblem(
            file,
            "its route's id is '"
                + route.getId()
                + "'; it must be the file's name, '"
                + file.name()
                + "'.");
      }
      route.setId(file.routeId());
      route.setGroup(file.customer());
      if (!route.isErrorHandlerFactorySet()) {
        // The outbox decides what a failure means and logs it; Camel's own handler would log it
        // again, with the payload.
        route.errorHandler(new NoErrorHandlerDefinition());
      }
      String uri = route.getInput().getUri();
      route.getInput().setUri(ofCustomer(uri));
    }

    private String ofCustomer(String uri) {
      if (uri.equals("inbox:" + file.customer())
          || uri.startsWith("inbox:" + file.customer() + "?")) {
        return uri;
      }
      if (uri.equals("outbox:" + file.name()) || uri.startsWith("outbox:" + file.name() + "?")) {
        return options.in(uri, file.name());
      }
      String expected = file.isRouter() ? "inbox:" + file.customer() : "outbox:" + file.name();
      throw new RouteProblem(
          file, "it starts with from: " + uri + "; write from: " + expected + ".");
    }
  }
}
