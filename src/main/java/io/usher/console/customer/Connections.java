package io.usher.console.customer;

import io.usher.console.route.Flow;
import io.usher.console.route.Flow.Target;
import io.usher.console.route.Flow.Use;
import io.usher.console.route.FlowReader;
import io.usher.customer.Customer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Finds out of routes and settings which accounts a customer has. */
@Component
class Connections {

  private final FlowReader flows;

  Connections(FlowReader flows) {
    this.flows = flows;
  }

  List<Connection> of(Customer customer) {
    Flow flow = flows.of(customer.id());
    Map<String, Connection> found = new TreeMap<>();
    for (Target target : flow.destinations()) {
      for (Use use : target.uses()) {
        name(customer, use).ifPresent(name -> add(found, customer, name, target, use));
      }
    }
    return List.copyOf(found.values());
  }

  Optional<Connection> find(Customer customer, String name) {
    return of(customer).stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** Routes write it as {@code demo.mail}; another customer's is none of ours. */
  private static Optional<String> name(Customer customer, Use use) {
    String prefix = customer.id() + ".";
    return Optional.ofNullable(use.connection())
        .filter(connection -> connection.startsWith(prefix))
        .map(connection -> connection.substring(prefix.length()));
  }

  private static void add(
      Map<String, Connection> found, Customer customer, String name, Target target, Use use) {
    Connection before = found.get(name);
    List<String> users = new ArrayList<>(before == null ? List.of() : before.users());
    List<Map<String, String>> uses = new ArrayList<>(before == null ? List.of() : before.uses());
    users.add(target.name());
    uses.add(use.options());
    found.put(
        name,
        new Connection(
            name, use.connector(), Masked.of(settings(customer, name)), users, List.copyOf(uses)));
  }

  /** Unmasked: for whoever connects, not for a page. */
  static Map<String, String> settings(Customer customer, String connection) {
    Map<String, String> settings = new LinkedHashMap<>();
    String prefix = connection + ".";
    customer
        .settings()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
              }
            });
    return settings;
  }
}
