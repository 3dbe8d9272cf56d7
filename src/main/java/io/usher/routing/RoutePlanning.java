package io.usher.routing;

import io.usher.customer.Customer;
import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblems;
import io.usher.settings.YamlPlaces.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;

/** One plan in the making. Files that can't be taken are put back until the rest can be. */
final class RoutePlanning {

  private final CamelContext camel;
  private final RouteWorkshop workshop;
  private final Connectors connectors;
  private final Routes.State state;
  private final FileTree wanted;
  private final Map<String, Customer> customers;
  private final Map<String, FileProblem> problems = new LinkedHashMap<>();
  private final Map<String, RouteFile> wantedConnectors = new TreeMap<>();
  private final Map<String, RouteFile> wantedShared = new TreeMap<>();

  RoutePlanning(
      CamelContext camel,
      RouteWorkshop workshop,
      Connectors connectors,
      Routes.State state,
      FileTree wanted,
      Map<String, Customer> customers) {
    this.camel = camel;
    this.workshop = workshop;
    this.connectors = connectors;
    this.state = state;
    this.wanted = wanted;
    this.customers = new TreeMap<>(customers);
  }

  RoutePlan plan() {
    Routes.of(wanted, RouteFile.Kind.CONNECTOR).forEach(f -> wantedConnectors.put(f.path(), f));
    keepUsed();
    checkShared();
    Map<String, RouteFile> routes = Routes.routes(wanted, customers.keySet());
    while (true) {
      List<FileProblem> bad = new ArrayList<>();
      Map<String, ConnectorPart> parts = connectors.prepare(wantedConnectors.values(), bad);
      bad.forEach(this::problem);
      RouteTrial trial =
          new RouteTrial(
              workshop,
              state.live(),
              new RouteWorkshop.Parts(customers, parts, byName(wantedShared)),
              customerFiles());
      trial.build(routes.values());
      if (trial.refused().isEmpty()) {
        problems.putAll(trial.problems());
        return plan(trial, parts, routes);
      }
      trial.drop();
      trial.refused().forEach(this::revert);
    }
  }

  private RoutePlan plan(
      RouteTrial trial, Map<String, ConnectorPart> parts, Map<String, RouteFile> routes) {
    Set<String> gone = new TreeSet<>(state.live().keySet());
    gone.removeAll(routes.keySet());
    return new RoutePlan(
        takenNow(),
        Map.copyOf(customers),
        problems,
        wanted,
        trial.built(),
        gone,
        parts,
        byName(wantedShared));
  }

  /** Of a file that is refused, what it was before; nothing where it was not there. */
  private FileTree takenNow() {
    Map<String, EditedFile> files = new TreeMap<>(wanted.files());
    for (String path : problems.keySet()) {
      files.remove(path);
      state.taken().find(path).ifPresent(old -> files.put(path, old));
    }
    return FileTree.of(files.values());
  }

  /** What is gone but still used by routes goes on being there, and is told. */
  private void keepUsed() {
    Set<String> wantedRoutes = Routes.routes(wanted, customers.keySet()).keySet();
    for (LiveRoute route : state.live().values()) {
      for (String path : route.parts().keySet()) {
        boolean unchanged =
            wanted.find(route.file().path()).filter(route.file().file()::equals).isPresent();
        if (wantedRoutes.contains(route.id()) && unchanged && wanted.find(path).isEmpty()) {
          state.taken().find(path).flatMap(RouteFile::of).ifPresent(this::keep);
        }
      }
    }
  }

  private void keep(RouteFile file) {
    (file.kind() == RouteFile.Kind.CONNECTOR ? wantedConnectors : wantedShared)
        .put(file.path(), file);
    problems.put(
        file.path(),
        RouteShape.problem(
            file,
            Place.UNKNOWN,
            "still-used",
            "The file is gone, but routes use it.",
            "Put it back, or change those routes first."));
  }

  private void checkShared() {
    for (RouteFile file : Routes.of(wanted, RouteFile.Kind.SHARED)) {
      try {
        new SharedTemplates(camel, Map.of()).check(file);
        wantedShared.put(file.path(), file);
      } catch (FileProblems e) {
        revert(file.path(), e.problems().get(0));
      }
    }
  }

  private void problem(FileProblem problem) {
    Routes.of(wanted, RouteFile.Kind.CONNECTOR).stream()
        .filter(file -> file.file().shown().equals(problem.file()))
        .forEach(file -> problems.put(file.path(), problem));
  }

  /** A file's older content counts, or none if there is none. */
  private void revert(String path, FileProblem problem) {
    problems.put(path, problem);
    if (path.startsWith(FileTree.CUSTOMERS)) {
      revertCustomer(path);
      return;
    }
    wantedConnectors.remove(path);
    wantedShared.remove(path);
    state
        .taken()
        .find(path)
        .flatMap(RouteFile::of)
        .ifPresent(
            old ->
                (old.kind() == RouteFile.Kind.CONNECTOR ? wantedConnectors : wantedShared)
                    .put(path, old));
  }

  private void revertCustomer(String path) {
    customerFiles().entrySet().stream()
        .filter(each -> each.getValue().equals(path))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(
            id -> {
              Customer old = state.customers().get(id);
              if (old == null) {
                customers.remove(id);
              } else {
                customers.put(id, old);
              }
            });
  }

  private Map<String, String> customerFiles() {
    Map<String, String> paths = new TreeMap<>();
    for (EditedFile file : wanted.under(FileTree.CUSTOMERS)) {
      paths.put(file.name().replaceFirst("\\.ya?ml$", ""), file.path());
    }
    return paths;
  }

  private Map<String, RouteFile> byName(Map<String, RouteFile> files) {
    Map<String, RouteFile> byName = new TreeMap<>();
    files.values().forEach(file -> byName.put(file.name(), file));
    return byName;
  }
}
