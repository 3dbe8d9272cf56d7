package io.usher.routing;

import io.usher.customer.Customer;
import io.usher.files.EditedFile;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import io.usher.settings.YamlPlaces;
import io.usher.settings.YamlPlaces.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/**
 * What a customer's file says of its destinations, which counts more than what their routes say: so
 * one route serves many customers.
 */
record DestinationOptions(Customer customer) {

  private static final String DESTINATIONS = "destinations";

  /**
   * @param file the customer's
   * @param destinations those that have a file
   */
  List<FileProblem> check(EditedFile file, Set<String> destinations, CamelContext camel) {
    List<FileProblem> problems = new ArrayList<>();
    customer
        .destinations()
        .forEach(
            (name, options) -> {
              if (!destinations.contains(name)) {
                problems.add(missing(file, name, destinations));
              }
              options.forEach((key, value) -> check(file, name, key, value, camel, problems));
            });
    return problems;
  }

  private static FileProblem missing(EditedFile file, String name, Set<String> destinations) {
    return problem(
        file,
        List.of(DESTINATIONS, name),
        Severity.WARNING,
        "destinations." + name + ": there is no route of that name.",
        "There are " + (destinations.isEmpty() ? "none" : String.join(", ", destinations)) + ".");
  }

  private static void check(
      EditedFile file,
      String destination,
      String key,
      String value,
      CamelContext camel,
      List<FileProblem> problems) {
    String uri = "outbox:" + destination + "?" + parameter(key, value);
    try {
      Endpoint tried = camel.getEndpoint(uri);
      camel.removeEndpoint(tried);
    } catch (Exception e) {
      problems.add(
          problem(
              file,
              List.of(DESTINATIONS, destination, key),
              Severity.ERROR,
              "destinations." + destination + "." + key + ": " + RouteMistake.rootMessage(e) + ".",
              "Write a value that it can have; docs/routes.md lists them."));
    }
  }

  private static FileProblem problem(
      EditedFile file, List<String> where, Severity severity, String what, String fix) {
    Place place = YamlPlaces.of(file.text()).of(where);
    return new FileProblem(
        file.shown(), place.line(), place.column(), severity, "destination-option", what, fix);
  }

  /** Those of one destination. */
  Map<String, String> of(String destination) {
    return customer.destinations().getOrDefault(destination, Map.of());
  }

  /** The address of a destination's route with this customer's options instead of its own. */
  String in(String uri, String destination) {
    Map<String, String> options = of(destination);
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    List<String> parameters = new ArrayList<>();
    if (query >= 0) {
      Arrays.stream(uri.substring(query + 1).split("&"))
          .filter(written -> !options.containsKey(written.replaceFirst("=.*", "")))
          .forEach(parameters::add);
    }
    options.forEach((key, value) -> parameters.add(parameter(key, value)));
    parameters.add("customer=" + customer.id());
    return path + "?" + String.join("&", parameters);
  }

  private static String parameter(String key, String value) {
    return key + "=RAW(" + value + ")";
  }
}
