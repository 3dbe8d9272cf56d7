package io.usher.check;

import io.usher.scratch.Outside;
import io.usher.scratch.ScratchCamel;
import io.usher.settings.FileProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with customers' files, routes and connectors before anything runs them. Safe
 * to share between threads; each check has a Camel of its own for as long as it takes.
 */
public final class RouteCheck {

  private static final ComponentWords WORDS = new ComponentWords();

  private final UnaryOperator<@Nullable String> environment;

  /**
   * @param environment the hub's settings and its environment, by name; null for what isn't set
   */
  public RouteCheck(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /** By file, then by line. Files without an error are taken, whatever warnings they have. */
  public List<FileProblem> check(WorkFiles files) {
    Findings findings = new Findings();
    files.unreadable().forEach(findings::add);
    Map<String, CustomerCheck> customers = customers(files, findings);
    Map<String, YamlFile> kamelets =
        yaml(files, files.routes() + "/connectors", KameletLook.ENDING, findings);
    Map<String, Connector> connectors = new LinkedHashMap<>();
    kamelets.forEach(
        (file, yaml) -> {
          Connector connector = Connector.of(file, yaml.root());
          connectors.put(connector.name(), connector);
        });
    Map<String, List<RouteFile>> routes = routes(files, customers, findings);
    try (ScratchCamel camel = scratch(settings(customers), components(connectors, routes))) {
      Look look =
          new Look(
              files,
              customers,
              findings,
              settings(customers),
              connectors,
              WORDS,
              Grammar.ofCamel(),
              camel);
      Building building = new Building(camel);
      kamelets.forEach(
          (file, yaml) -> new KameletLook(look, yaml).look(building.kamelet(file, files)));
      routes
          .values()
          .forEach(all -> all.forEach(route -> new RouteLook(look, building.route(route)).look()));
      new Crossing(look, routes, customers).look();
    }
    customers.keySet().forEach(customer -> TestFiles.read(files, customer, findings));
    new FolderLook(files, findings, customers.keySet()).look();
    return findings.sorted();
  }

  private ScratchCamel scratch(Settings settings, Map<String, String> components) {
    return new ScratchCamel(settings::value, components, Outside.NOWHERE, false);
  }

  private Map<String, CustomerCheck> customers(WorkFiles files, Findings findings) {
    Map<String, CustomerCheck> customers = new TreeMap<>();
    References references = new References(environment);
    files
        .files()
        .forEach(
            (name, bytes) -> {
              if (name.matches("\\Q" + files.customers() + "\\E/[^/]+\\.ya?ml")) {
                YamlFile yaml = YamlFile.read(name, bytes, findings);
                customers.put(
                    CustomerCheck.id(name), new CustomerCheck(yaml, findings, references).look());
                if (yaml.root() != null) {
                  new SecretCheck(yaml, findings).check(yaml.root());
                }
              }
            });
    return customers;
  }

  private Settings settings(Map<String, CustomerCheck> customers) {
    Map<String, Map<String, @Nullable String>> settings = new HashMap<>();
    customers.forEach((id, customer) -> settings.put(id, customer.settings()));
    return new Settings(settings, environment);
  }

  private static Map<String, YamlFile> yaml(
      WorkFiles files, String folder, String ending, Findings findings) {
    Map<String, YamlFile> yaml = new LinkedHashMap<>();
    files
        .below(folder, ending)
        .forEach((name, bytes) -> yaml.put(name, YamlFile.read(name, bytes, findings)));
    return yaml;
  }

  private static Map<String, List<RouteFile>> routes(
      WorkFiles files, Map<String, CustomerCheck> customers, Findings findings) {
    Map<String, List<RouteFile>> routes = new TreeMap<>();
    for (String customer : customers.keySet()) {
      String folder = files.routes() + "/" + customer;
      List<RouteFile> own = new ArrayList<>();
      yaml(files, folder, RouteFile.ENDING, findings)
          .forEach(
              (name, yaml) -> {
                if (name.indexOf('/', folder.length() + 1) < 0) {
                  YamlFile filled =
                      FilledTemplate.of(files, yaml, customer, RouteFile.name(name), findings)
                          .orElse(yaml);
                  own.add(new RouteFile(filled, name, customer));
                }
              });
      routes.put(customer, own);
    }
    return routes;
  }

  private static Map<String, String> components(
      Map<String, Connector> connectors, Map<String, List<RouteFile>> routes) {
    Map<String, String> components = new HashMap<>();
    connectors.values().forEach(connector -> components.putAll(connector.beans()));
    routes
        .values()
        .forEach(
            all ->
                all.forEach(
                    route ->
                        Tree.items(route.yaml().root())
                            .forEach(item -> components.putAll(Connector.beansOf(item)))));
    return components;
  }
}
