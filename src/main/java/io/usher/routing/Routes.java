package io.usher.routing;

import io.usher.customer.Customer;
import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import io.usher.store.Claimant;
import jakarta.annotation.PreDestroy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The routes that people edit. A change is built beside what runs, then the new routes begin to
 * claim, the old ones claim nothing more, finish what they have and go. Camel's own reload would
 * stop the old ones first, and on a mistake leave nothing.
 */
@Component
public class Routes {

  private final CamelContext camel;
  private final RouteWorkshop workshop;
  private final Connectors connectors;
  private final Lock lock = new ReentrantLock();
  private final Retired retired;
  private final Map<String, Integer> versions = new ConcurrentHashMap<>();
  private volatile State state =
      new State(Map.of(), FileTree.EMPTY, FileTree.EMPTY, Map.of(), Map.of());

  Routes(CamelContext camel, CustomerPlaceholders placeholders) {
    this.camel = camel;
    this.workshop = new RouteWorkshop(camel, placeholders);
    this.connectors = new Connectors(camel);
    this.retired = new Retired(workshop, lock);
    camel.getPropertiesComponent().addPropertiesSource(placeholders);
  }

  /** What runs, and what should. */
  record State(
      Map<String, LiveRoute> live,
      FileTree taken,
      FileTree wanted,
      Map<String, FileProblem> problems,
      Map<String, Customer> customers) {}

  /** What a customer's file says of its destinations, looked at before anything is built. */
  public List<FileProblem> checkOptions(Customer customer, EditedFile file, FileTree wanted) {
    if (customer.destinations().isEmpty()) {
      return List.of();
    }
    Set<String> destinations =
        wanted.under(FileTree.ROUTES + customer.id() + "/").stream()
            .flatMap(each -> RouteFile.of(each).stream())
            .filter(each -> each.kind() == RouteFile.Kind.ROUTE && !each.isRouter())
            .map(RouteFile::name)
            .collect(Collectors.toCollection(TreeSet::new));
    return new DestinationOptions(customer).check(file, destinations, camel);
  }

  /**
   * Builds what a change touches. Nothing that runs is disturbed, whatever the files hold.
   *
   * @param wanted the files as they should be
   * @param customers who there should be
   */
  public RoutePlan plan(FileTree wanted, Map<String, Customer> customers) {
    lock.lock();
    try {
      return new RoutePlanning(camel, workshop, connectors, state, wanted, customers).plan();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing of a plan is wanted. */
  public void drop(RoutePlan plan) {
    lock.lock();
    try {
      plan.built().values().forEach(workshop::remove);
      connectors.drop();
    } finally {
      lock.unlock();
    }
  }

  /**
   * From now on the plan is what runs.
   *
   * @param starting whether the new routes begin to claim; if not, {@link #start} has them do so
   */
  public void take(RoutePlan plan, Map<String, Integer> newVersions, boolean starting) {
    lock.lock();
    try {
      State before = state;
      versions.putAll(newVersions);
      Map<String, LiveRoute> live = new TreeMap<>(before.live);
      Map<String, FileProblem> problems = new TreeMap<>(plan.problems());
      inOrder(plan.built().values())
          .forEach(
              route -> {
                if (!starting || start(route, problems)) {
                  retire(live.put(route.id(), route));
                }
              });
      plan.gone().forEach(id -> retire(live.remove(id)));
      connectors.take(plan.connectors());
      state = new State(Map.copyOf(live), plan.taken(), plan.wanted(), problems, plan.customers());
      live.values().forEach(this::tellVersion);
    } finally {
      lock.unlock();
    }
  }

  /** Has all routes claim that don't yet. */
  public void start() {
    lock.lock();
    try {
      Map<String, FileProblem> problems = new TreeMap<>(state.problems);
      inOrder(state.live.values()).forEach(route -> start(route, problems));
      state =
          new State(state.live, state.taken, state.wanted, Map.copyOf(problems), state.customers);
    } finally {
      lock.unlock();
    }
  }

  /** Destinations come before routers: by the time an event is routed, they are there. */
  private static List<LiveRoute> inOrder(java.util.Collection<LiveRoute> routes) {
    return routes.stream()
        .sorted(
            Comparator.comparing((LiveRoute r) -> r.file().isRouter()).thenComparing(LiveRoute::id))
        .toList();
  }

  private boolean start(LiveRoute route, Map<String, FileProblem> problems) {
    tellVersion(route);
    try {
      camel.getRouteController().startRoute(route.camelId());
      return true;
    } catch (Exception e) {
      problems.put(
          route.file().path(),
          new FileProblem(
              route.file().file().shown(),
              0,
              0,
              Severity.ERROR,
              "start",
              "It could not be started: " + RouteMistake.rootMessage(e) + ".",
              "Correct the file."));
      workshop.remove(route);
      return false;
    }
  }

  private void tellVersion(LiveRoute route) {
    int version = versions.getOrDefault(route.file().folder(), 0);
    route.claimant().ifPresent(claimant -> claimant.ofVersion(version));
  }

  private void retire(@Nullable LiveRoute route) {
    if (route != null) {
      route.claimant().ifPresent(Claimant::stopClaiming);
      retired.add(route);
    }
  }

  /**
   * What runs under this id now, such as {@code demo/receipts}; Camel itself knows it by another
   * one.
   */
  public Optional<Route> running(String id) {
    return Optional.ofNullable(state.live.get(id)).map(LiveRoute::route);
  }

  /** The files in effect. */
  public FileTree taken() {
    return state.taken;
  }

  /** The number of a customer's newest version that was taken; 0 when none was recorded. */
  public int version(String customer) {
    return versions.getOrDefault(customer, 0);
  }

  /** Old versions that have not finished yet. */
  public int retired() {
    return retired.size();
  }

  /** Why files are not in effect, by their paths. */
  public Map<String, FileProblem> problems() {
    return state.problems;
  }

  public List<LoadedRoute> list() {
    State now = state;
    Map<String, RouteFile> files = new TreeMap<>();
    now.live.forEach((id, route) -> files.put(id, route.file()));
    routes(now.wanted, now.customers.keySet()).forEach(files::putIfAbsent);
    return files.values().stream().map(file -> describe(file, now)).toList();
  }

  private LoadedRoute describe(RouteFile file, State now) {
    LiveRoute live = now.live.get(file.routeId());
    FileProblem problem = now.problems.get(file.path());
    Route route = live == null ? null : live.route();
    return new LoadedRoute(
        file.routeId(),
        file.folder(),
        file.isRouter() ? RouteFile.ROUTER : "destination",
        file.file().shown(),
        live == null
            ? "Missing"
            : String.valueOf(camel.getRouteController().getRouteStatus(live.camelId())),
        route == null ? null : route.getDescription(),
        versions.getOrDefault(file.folder(), 0),
        problem == null,
        problem == null ? List.of() : List.of(problem));
  }

  static Map<String, RouteFile> routes(FileTree files, Set<String> customers) {
    Map<String, RouteFile> routes = new TreeMap<>();
    of(files, RouteFile.Kind.ROUTE).stream()
        .filter(file -> customers.contains(file.folder()))
        .forEach(file -> routes.put(file.routeId(), file));
    return routes;
  }

  static List<RouteFile> of(FileTree files, RouteFile.Kind kind) {
    return files.under(FileTree.ROUTES).stream()
        .flatMap(file -> RouteFile.of(file).stream())
        .filter(file -> file.kind() == kind)
        .toList();
  }

  /** For a hub that stops: Camel must be left alone from now on. */
  @PreDestroy
  public void close() {
    retired.close();
  }
}
