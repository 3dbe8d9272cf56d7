package io.usher.reload;

import io.usher.customer.Customer;
import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import io.usher.routing.RouteFileCheck;
import io.usher.routing.RoutePlan;
import io.usher.routing.Routes;
import io.usher.settings.FileProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Has the checks look at a change that could be built, before it is taken. A file of a route or a
 * connector with an error stays as it was, and the rest is planned again. Warnings stay known until
 * something changes that they may depend on.
 */
final class CloserLook {

  private final Routes routes;
  private final List<RouteFileCheck> checks;
  private Map<String, List<FileProblem>> warnings = Map.of();
  private Map<String, List<FileProblem>> warningsOfPlan = Map.of();

  CloserLook(Routes routes, List<RouteFileCheck> checks) {
    this.routes = routes;
    this.checks = List.copyOf(checks);
  }

  /**
   * @param found gets what is wrong with files, by their paths
   */
  RoutePlan plan(
      FileTree wanted, Map<String, Customer> customers, Map<String, List<FileProblem>> found) {
    FileTree effective = wanted;
    while (true) {
      RoutePlan plan = routes.plan(effective, customers);
      Set<String> changed = changed(plan.taken());
      Map<String, List<FileProblem>> told = look(plan.taken(), changed);
      Set<String> refused =
          changed.stream()
              .filter(path -> path.startsWith(FileTree.ROUTES))
              .filter(
                  path ->
                      told.getOrDefault(path, List.of()).stream().anyMatch(FileProblem::isError))
              .collect(Collectors.toSet());
      if (refused.isEmpty()) {
        warningsOfPlan = stillTrue(changed);
        told.forEach((path, problems) -> add(warningsOfPlan, path, warnings(problems)));
        warningsOfPlan.forEach((path, problems) -> add(found, path, problems));
        return plan;
      }
      routes.drop(plan);
      for (String path : refused) {
        add(found, path, told.get(path));
        effective = withOlder(effective, path);
      }
    }
  }

  /** The paths of files that are other than what is in effect, or gone. */
  private Set<String> changed(FileTree files) {
    FileTree taken = routes.taken();
    Set<String> paths = new TreeSet<>(files.files().keySet());
    paths.addAll(taken.files().keySet());
    paths.removeIf(path -> files.find(path).equals(taken.find(path)));
    return paths;
  }

  private Map<String, List<FileProblem>> look(FileTree files, Set<String> changed) {
    Map<String, List<FileProblem>> told = new TreeMap<>();
    if (!changed.isEmpty()) {
      Map<String, String> paths =
          files.files().values().stream()
              .collect(Collectors.toMap(EditedFile::shown, EditedFile::path));
      checks.stream()
          .flatMap(check -> check.check(files, changed).stream())
          .filter(problem -> paths.containsKey(problem.file()))
          .forEach(problem -> add(told, paths.get(problem.file()), List.of(problem)));
    }
    return told;
  }

  /** What was said of files that have nothing to do with those that changed. */
  private Map<String, List<FileProblem>> stillTrue(Set<String> changed) {
    Set<String> scopes = changed.stream().map(Scopes::of).collect(Collectors.toSet());
    Map<String, List<FileProblem>> still = new TreeMap<>();
    if (scopes.stream().noneMatch(Scopes::isShared)) {
      warnings.forEach(
          (path, problems) -> {
            if (!scopes.contains(Scopes.of(path))) {
              add(still, path, problems);
            }
          });
    }
    return still;
  }

  /**
   * A customer's file was judged by who reads it, and what did not change goes on anyway; errors of
   * those are for {@code usher route check}.
   */
  private static List<FileProblem> warnings(List<FileProblem> problems) {
    return problems.stream().filter(problem -> !problem.isError()).toList();
  }

  private static void add(
      Map<String, List<FileProblem>> found, String path, List<FileProblem> problems) {
    if (!problems.isEmpty()) {
      found.computeIfAbsent(path, p -> new ArrayList<>()).addAll(problems);
    }
  }

  /** With what is in effect of one file instead; without it where nothing is. */
  FileTree withOlder(FileTree files, String path) {
    return routes.taken().find(path).map(files::with).orElseGet(() -> files.without(path));
  }

  /** The last plan is what runs from now on. */
  void taken(FileTree files) {
    warnings = warningsOfPlan;
    checks.forEach(check -> check.taken(files));
  }
}
