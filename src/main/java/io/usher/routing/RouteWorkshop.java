package io.usher.routing;

import io.usher.customer.Customer;
import io.usher.settings.FileProblems;
import io.usher.settings.YamlPlaces;
import io.usher.settings.YamlPlaces.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds routes beside those that run, whole but for their start, and takes them apart again. Used
 * by one thread at a time.
 */
final class RouteWorkshop {

  private static final Logger LOG = LoggerFactory.getLogger(RouteWorkshop.class);

  /** Camel numbers the beans that a connector brings along. */
  private static final Pattern NUMBERED = Pattern.compile(".*-[0-9A-F]+");

  private final CamelContext camel;
  private final CustomerPlaceholders placeholders;
  private final Made made = new Made();
  private final AtomicInteger built = new AtomicInteger();

  RouteWorkshop(CamelContext camel, CustomerPlaceholders placeholders) {
    this.camel = camel;
    this.placeholders = placeholders;
    camel.addLifecycleStrategy(made);
  }

  /**
   * What a route is built of, beside its own file.
   *
   * @param connectors by the names that routes use
   * @param shared by their names
   */
  record Parts(
      Map<String, Customer> customers,
      Map<String, ConnectorPart> connectors,
      Map<String, RouteFile> shared) {}

  /**
   * @throws FileProblems with what is wrong; nothing of it is left then
   */
  LiveRoute build(RouteFile file, Parts parts) {
    RouteShape.check(file);
    String text = RouteShape.text(file);
    int routesBefore = definitions().size();
    Made.Things things = made.note();
    CustomerPlaceholders.Use use = placeholders.note(parts.customers);
    int number = built.incrementAndGet();
    RouteDefinition route = null;
    try {
      RouteText read = RouteText.parsed(camel, file, text, RouteMistake.Stage.READING);
      Map<String, String> used = new TreeMap<>();
      route = only(file, read, parts, used);
      complete(file, route, parts, number, used);
      read.addTo(camel);
      return live(file, route.getId(), parts, use, used, routesBefore, things);
    } catch (FileProblems e) {
      clean(routesBefore, things);
      throw e;
    } catch (Exception | LinkageError | StackOverflowError e) {
      clean(routesBefore, things);
      throw new FileProblems(
          new RouteMistake(file, text, route).problem(e, RouteMistake.Stage.BUILDING));
    } finally {
      placeholders.stop();
      made.stop();
    }
  }

  private RouteDefinition only(
      RouteFile file, RouteText read, Parts parts, Map<String, String> used) {
    if (!read.templated().isEmpty()) {
      RouteDefinition filled =
          new SharedTemplates(camel, parts.shared).route(file, read.templated().get(0));
      RouteFile shared = parts.shared.get(read.templated().get(0).getRouteTemplateRef());
      used.put(shared.path(), shared.file().hash());
      read.adopt(filled);
    }
    if (read.routes().size() != 1) {
      throw refused(
          file, Place.UNKNOWN, "empty", "It holds no route.", "Write one, or delete the file.");
    }
    return read.routes().get(0);
  }

  /**
   * Checks and completes what a file says before it becomes a route: its id, whose inbox or outbox
   * it reads, and which version of a connector it uses.
   */
  private void complete(
      RouteFile file, RouteDefinition route, Parts parts, int number, Map<String, String> used) {
    if (!file.name().equals(route.getId())) {
      throw refused(
          file,
          written(file, "route", "id"),
          "id",
          "Its route's id is '" + route.getId() + "'.",
          "It must be the file's name, '" + file.name() + "'.");
    }
    checkConnectors(file, route, parts);
    KameletUses.of(route.getOutputs())
        .forEach(
            name ->
                used.put(
                    parts.connectors.get(name).file().path(),
                    parts.connectors.get(name).fingerprint()));
    route.setId(file.routeId() + "@" + number);
    route.setGroup(file.folder());
    route.setAutoStartup("false");
    route.setStartupOrder(null);
    route.setPrecondition(null);
    boolean plain = !route.isErrorHandlerFactorySet();
    if (plain) {
      // The outbox decides what a failure means and logs it; Camel's own handler would log it
      // again, with the payload.
      route.errorHandler(new NoErrorHandlerDefinition());
    }
    KameletUses.rename(
        route.getOutputs(),
        file.folder() + "." + file.name() + "." + number,
        parts.connectors,
        plain);
    String uri = ofCustomer(file, route, parts);
    // Two routes may not read from one endpoint, and for a moment there are two.
    route.getInput().setUri(uri + (uri.contains("?") ? "&" : "?") + "build=" + number);
  }

  private static void checkConnectors(RouteFile file, RouteDefinition route, Parts parts) {
    ProcessorDefinition<?> unknown =
        KameletUses.unknown(route.getOutputs(), parts.connectors.keySet());
    if (unknown != null) {
      throw refused(
          file,
          at(unknown.getLineNumber()),
          "unknown-connector",
          "There is no connector '" + KameletUses.name(unknown) + "'.",
          "There are " + String.join(", ", new TreeSet<>(parts.connectors.keySet())) + ".");
    }
    for (ProcessorDefinition<?> step : KameletUses.all(route.getOutputs())) {
      if (step instanceof ToDynamicDefinition dynamic
          && String.valueOf(dynamic.getUri()).startsWith("kamelet:")) {
        throw refused(
            file,
            at(step.getLineNumber()),
            "dynamic-connector",
            "toD can't name a connector.",
            "Write to: instead.");
      }
    }
  }

  private static String ofCustomer(RouteFile file, RouteDefinition route, Parts parts) {
    String uri = String.valueOf(route.getInput().getUri());
    String inbox = "inbox:" + file.folder();
    String outbox = "outbox:" + file.name();
    if (file.isRouter() && (uri.equals(inbox) || uri.startsWith(inbox + "?"))) {
      return uri;
    }
    if (!file.isRouter() && (uri.equals(outbox) || uri.startsWith(outbox + "?"))) {
      Customer customer = parts.customers.get(file.folder());
      return new DestinationOptions(customer).in(uri, file.name());
    }
    throw refused(
        file,
        written(file, "route", "from", "uri"),
        "from",
        "It starts with from: " + uri.replaceFirst("\\?.*", "") + ".",
        "Write from: " + (file.isRouter() ? inbox : outbox) + ".");
  }

  private LiveRoute live(
      RouteFile file,
      String id,
      Parts parts,
      CustomerPlaceholders.Use use,
      Map<String, String> used,
      int routesBefore,
      Made.Things things) {
    Route route = camel.getRoute(id);
    if (route == null) {
      throw new IllegalStateException("Camel made no route of it");
    }
    List<String> children = new ArrayList<>(newRoutes(routesBefore));
    children.remove(id);
    forgetDefinitions(routesBefore);
    return new LiveRoute(
        file,
        id,
        route,
        List.copyOf(children),
        ownComponents(things),
        Map.copyOf(use.found()),
        new DestinationOptions(parts.customers.get(file.folder())).of(file.name()),
        Map.copyOf(used));
  }

  private static List<String> ownComponents(Made.Things things) {
    return things.components.stream().filter(name -> NUMBERED.matcher(name).matches()).toList();
  }

  private List<RouteDefinition> definitions() {
    return ((ModelCamelContext) camel).getRouteDefinitions();
  }

  /** Camel adds at the end, and nobody else adds or removes meanwhile. */
  private List<String> newRoutes(int before) {
    return definitions().stream().skip(before).map(RouteDefinition::getId).toList();
  }

  /**
   * A route runs without its definition, and Camel goes through all definitions for each connector
   * that a route uses.
   */
  private void forgetDefinitions(int before) {
    List<RouteDefinition> all = definitions();
    all.subList(before, all.size()).clear();
  }

  private void clean(int routesBefore, Made.Things things) {
    newRoutes(routesBefore).forEach(this::remove);
    forgetDefinitions(Math.min(routesBefore, definitions().size()));
    ownComponents(things).forEach(camel::removeComponent);
    things.endpoints.forEach(this::forget);
  }

  private void forget(Endpoint endpoint) {
    try {
      camel.removeEndpoint(endpoint);
    } catch (Exception e) {
      LOG.debug("An endpoint of a route that was not taken could not be stopped", e);
    }
  }

  /** Takes a route apart that nobody runs any more, with all that was made for it. */
  void remove(LiveRoute route) {
    remove(route.camelId());
    route.children().forEach(this::remove);
    route.components().forEach(camel::removeComponent);
  }

  private void remove(String id) {
    try {
      camel.getRouteController().stopRoute(id);
      camel.removeRoute(id);
      ModelCamelContext model = (ModelCamelContext) camel;
      RouteDefinition left = model.getRouteDefinition(id);
      if (left != null) {
        model.removeRouteDefinition(left);
      }
    } catch (Exception e) {
      LOG.warn("The old route {} could not be removed: {}", id, e.toString());
    }
  }

  private static Place written(RouteFile file, String... keys) {
    return YamlPlaces.of(RouteShape.text(file)).of(List.of(keys));
  }

  private static Place at(int line) {
    return line > 0 ? new Place(line, 0) : Place.UNKNOWN;
  }

  private static FileProblems refused(
      RouteFile file, Place place, String rule, String what, String fix) {
    return new FileProblems(RouteShape.problem(file, place, rule, what, fix));
  }
}
