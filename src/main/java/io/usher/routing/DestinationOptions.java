package io.usher.routing;

import io.usher.customer.Customer;
import io.usher.settings.StartupProblem;
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

  /**
   * @param destinations those that have a route
   * @throws StartupProblem naming the customer's file
   */
  void check(Set<String> destinations, CamelContext camel) {
    customer
        .destinations()
        .forEach(
            (name, options) -> {
              if (!destinations.contains(name)) {
                throw problem(name, "there is no route of that name; there are " + destinations);
              }
              options.forEach((key, value) -> check(name, key, value, camel));
            });
  }

  private void check(String destination, String key, String value, CamelContext camel) {
    String uri = "outbox:" + destination + "?" + parameter(key, value);
    try {
      Endpoint tried = camel.getEndpoint(uri);
      camel.removeEndpoint(tried);
    } catch (Exception e) {
      throw problem(destination + "." + key, RouteMistake.rootMessage(e));
    }
  }

  private StartupProblem problem(String where, String what) {
    return new StartupProblem(customer.file() + ": destinations." + where + ": " + what + ".");
  }

  /** The address of a destination's route with this customer's options instead of its own. */
  String in(String uri, String destination) {
    Map<String, String> options = customer.destinations().getOrDefault(destination, Map.of());
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
