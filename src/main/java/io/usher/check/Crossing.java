package io.usher.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What only shows when a customer's files are seen side by side. */
final class Crossing {

  private final Look look;
  private final Map<String, List<RouteFile>> routes;
  private final Map<String, CustomerCheck> customers;

  Crossing(Look look, Map<String, List<RouteFile>> routes, Map<String, CustomerCheck> customers) {
    this.look = look;
    this.routes = routes;
    this.customers = customers;
  }

  void look() {
    routes.forEach(this::customer);
    routes.values().forEach(this::sameId);
    customers.forEach(this::destinations);
    customers.forEach(this::router);
    paths();
  }

  private void customer(String customer, List<RouteFile> files) {
    Set<String> destinations = destinations(customer);
    boolean templated = files.stream().anyMatch(RouteFile::usesTemplates);
    Set<String> fed = new TreeSet<>();
    boolean dynamic = false;
    for (RouteFile file : files) {
      fed.addAll(file.sendsTo());
      dynamic |= file.picksWhileItRuns() || file.usesTemplates();
      if (!templated) {
        file.addresses().stream()
            .filter(a -> a.scheme().equals("outbox") && !file.isBeginning(a))
            .filter(a -> !a.path().contains("{{") && !destinations.contains(a.path()))
            .forEach(a -> nowhere(file, a, destinations));
      }
    }
    boolean routed = files.stream().anyMatch(RouteFile::isRouter);
    for (RouteFile file : files) {
      if (routed && !dynamic && !file.isRouter() && !fed.contains(file.name())) {
        unfed(file);
      }
    }
    if (!routed && !files.isEmpty() && !templated) {
      look.findings()
          .warning(
              files.get(0).file(),
              Place.FILE,
              "missing-router",
              "The customer " + customer + " has destinations and no router.",
              "Write " + look.files().routes() + "/" + customer + "/router.camel.yaml.");
    }
  }

  private Set<String> destinations(String customer) {
    Set<String> names = new TreeSet<>();
    String folder = look.files().routes() + "/" + customer;
    look.files()
        .below(folder, RouteFile.ENDING)
        .keySet()
        .forEach(
            file ->
                names.add(file.substring(file.lastIndexOf('/') + 1).replace(RouteFile.ENDING, "")));
    names.remove(RouteFile.ROUTER);
    return names;
  }

  private void nowhere(RouteFile file, Address address, Set<String> destinations) {
    look.findings()
        .error(
            file.file(),
            address.place(),
            "unknown-destination",
            "There is no destination '" + address.path() + "'; its deliveries would wait for ever.",
            Nearest.to(address.path(), destinations)
                .map(near -> "Did you mean outbox:" + near + "?")
                .orElse(
                    "Write "
                        + look.files().routes()
                        + "/"
                        + file.customer()
                        + "/"
                        + address.path()
                        + ".camel.yaml, or remove this step."));
  }

  private void unfed(RouteFile file) {
    look.findings()
        .warning(
            file.file(),
            file.routes().isEmpty() ? Place.FILE : Place.of(file.routes().get(0)),
            "unfed-destination",
            "Nothing sends to this destination.",
            "Write to: outbox:" + file.name() + " into the router, or delete the file.");
  }

  private void sameId(Collection<RouteFile> files) {
    Map<String, RouteFile> taken = new LinkedHashMap<>();
    for (RouteFile file : files) {
      for (Node route : file.routes()) {
        String id = Tree.text(route, "id").orElse("");
        RouteFile other = id.isEmpty() ? null : taken.putIfAbsent(id, file);
        if (other != null && other != file) {
          RouteFile wrong = file.name().equals(id) ? other : file;
          RouteFile right = wrong == file ? other : file;
          look.findings()
              .error(
                  wrong.file(),
                  idOf(wrong),
                  "route-id-twice",
                  "The route id '" + id + "' is also in " + right.file() + ".",
                  "Write id: " + wrong.name() + " here.");
        }
      }
    }
  }

  private static Place idOf(RouteFile file) {
    return file.routes().stream()
        .flatMap(route -> Tree.scalar(route, "id").stream())
        .findFirst()
        .map(Place::of)
        .orElse(Place.FILE);
  }

  private void destinations(String id, CustomerCheck customer) {
    Set<String> known = destinations(id);
    AddressCheck addresses = new AddressCheck(look, customer.file());
    customer
        .destinations()
        .forEach(
            (name, options) -> {
              if (!known.contains(name.getValue())) {
                look.findings()
                    .error(
                        customer.file().name(),
                        Place.of(name),
                        "unknown-destination",
                        "There is no destination '" + name.getValue() + "'.",
                        Nearest.fix(name.getValue(), known));
              }
              Tree.entries(options).forEach((k, v) -> option(customer, addresses, k, v));
            });
  }

  private void option(CustomerCheck customer, AddressCheck addresses, ScalarNode key, Node value) {
    if (value instanceof ScalarNode scalar && !scalar.getValue().contains("${")) {
      addresses
          .refusal("outbox", key.getValue(), scalar.getValue())
          .filter(why -> !why.contains("Unknown parameters"))
          .ifPresent(
              why ->
                  look.findings()
                      .error(
                          customer.file().name(),
                          Place.of(scalar),
                          "wrong-value",
                          "The option " + key.getValue() + ": " + why + ".",
                          "Correct the value; docs/routes.md lists the options."));
    }
  }

  private void router(String id, CustomerCheck customer) {
    boolean files = routes.containsKey(id) && !routes.get(id).isEmpty();
    if (!files && !customer.paths().isEmpty()) {
      look.findings()
          .warning(
              customer.file().name(),
              Place.FILE,
              "missing-router",
              "The customer "
                  + id
                  + " has sources and no routes; its events would wait in the inbox.",
              "Write " + look.files().routes() + "/" + id + "/router.camel.yaml.");
    }
  }

  private void paths() {
    Map<String, CustomerCheck> taken = new LinkedHashMap<>();
    List<CustomerCheck> all = new ArrayList<>(customers.values());
    for (CustomerCheck customer : all) {
      customer
          .paths()
          .forEach(
              (path, at) -> {
                CustomerCheck other = taken.putIfAbsent(path, customer);
                if (other != null) {
                  look.findings()
                      .error(
                          customer.file().name(),
                          Place.of(at),
                          "path-twice",
                          "A source in " + other.file().name() + " has this path already.",
                          "Give each its own, for webhooks are told apart by it.");
                }
              });
    }
  }
}
