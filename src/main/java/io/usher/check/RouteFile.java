package io.usher.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** One file of routes, and what its routes name. */
final class RouteFile {

  static final String ENDING = ".camel.yaml";
  static final String ROUTER = "router";

  private final YamlFile yaml;
  private final String source;
  private final String customer;
  private final String name;
  private final List<Node> routes = new ArrayList<>();
  private final List<Address> addresses = new ArrayList<>();
  private boolean dynamic;
  private boolean templates;
  private @Nullable Exception refusal;

  /**
   * @param yaml the customer's file, or a template that it fills in
   * @param file the customer's file
   */
  RouteFile(YamlFile yaml, String file, String customer) {
    this.yaml = yaml;
    this.source = file;
    this.customer = customer;
    this.name = name(file);
    for (Node item : Tree.items(yaml.root())) {
      Tree.get(item, "route").ifPresent(routes::add);
      Tree.get(item, "from").ifPresent(from -> routes.add(item));
      templates |=
          Tree.get(item, "routeTemplate").isPresent()
              || Tree.get(item, "templatedRoute").isPresent();
    }
  }

  /** What a route is called that a file holds. */
  static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replace(ENDING, "");
  }

  YamlFile yaml() {
    return yaml;
  }

  /** The customer's file. */
  String source() {
    return source;
  }

  /** Where it stands: a template's file for a route that is made of one. */
  String file() {
    return yaml.name();
  }

  String customer() {
    return customer;
  }

  String name() {
    return name;
  }

  boolean isRouter() {
    return name.equals(ROUTER);
  }

  List<Node> routes() {
    return routes;
  }

  /** Whether it makes routes of a template that could not be filled in. */
  boolean usesTemplates() {
    return templates;
  }

  List<Address> addresses() {
    return addresses;
  }

  /** The destinations that it sends to by name. */
  Set<String> sendsTo() {
    Set<String> names = new LinkedHashSet<>();
    addresses.stream()
        .filter(address -> address.scheme().equals("outbox") && !isBeginning(address))
        .forEach(address -> names.add(address.path()));
    return names;
  }

  boolean isBeginning(Address address) {
    return routes.stream()
        .anyMatch(
            route ->
                Tree.get(route, "from", "uri").filter(uri -> uri == address.at()).isPresent()
                    || Tree.get(route, "from").filter(from -> from == address.at()).isPresent());
  }

  /** Whether it picks addresses while it runs, so that not all are known. */
  boolean picksWhileItRuns() {
    return dynamic;
  }

  void pickingWhileItRuns() {
    dynamic = true;
  }

  @Nullable Exception refusal() {
    return refusal;
  }

  void refused(Exception reason) {
    refusal = reason;
  }
}
