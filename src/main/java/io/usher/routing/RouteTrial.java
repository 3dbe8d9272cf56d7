package io.usher.routing;

import io.usher.customer.Customer;
import io.usher.files.EditedFile;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import io.usher.settings.FileProblems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One go at what should run: everything that a change touches is built beside what runs. Files that
 * many routes are built of are taken only if each route that ran can be built with them.
 */
final class RouteTrial {

  private final RouteWorkshop workshop;
  private final Map<String, LiveRoute> live;
  private final RouteWorkshop.Parts after;
  private final Map<String, String> customerFiles;
  private final Map<String, LiveRoute> built = new TreeMap<>();
  private final Map<String, FileProblem> problems = new TreeMap<>();
  private final Map<String, FileProblem> refused = new TreeMap<>();

  /**
   * @param live what runs, by id
   * @param after what it would be built of
   * @param customerFiles the path of each customer's file
   */
  RouteTrial(
      RouteWorkshop workshop,
      Map<String, LiveRoute> live,
      RouteWorkshop.Parts after,
      Map<String, String> customerFiles) {
    this.workshop = workshop;
    this.live = live;
    this.after = after;
    this.customerFiles = customerFiles;
  }

  /** Routes that were built and not started, by id. */
  Map<String, LiveRoute> built() {
    return built;
  }

  /** Why routes' own files are not taken, by their paths. */
  Map<String, FileProblem> problems() {
    return problems;
  }

  /** Why files that routes are built of can't be taken, by their paths. */
  Map<String, FileProblem> refused() {
    return refused;
  }

  void build(Collection<RouteFile> wanted) {
    for (RouteFile file : wanted) {
      LiveRoute running = live.get(file.routeId());
      boolean changed = running == null || !running.file().file().equals(file.file());
      if (changed || isTouched(running)) {
        build(file, running, changed);
      }
    }
  }

  /** Whether something that it was built of is another now. */
  private boolean isTouched(LiveRoute running) {
    return !touching(running).isEmpty();
  }

  private void build(RouteFile file, LiveRoute running, boolean changed) {
    try {
      built.put(file.routeId(), workshop.build(file, after));
    } catch (FileProblems own) {
      FileProblem problem = own.problems().get(0);
      if (running == null) {
        problems.put(file.path(), problem);
      } else if (!isTouched(running)) {
        problems.put(file.path(), problem);
      } else if (!changed) {
        refuse(running, problem);
      } else {
        problems.put(file.path(), problem);
        buildOld(running);
      }
    }
  }

  /** What runs must go on with what has changed around it. */
  private void buildOld(LiveRoute running) {
    try {
      built.put(running.id(), workshop.build(running.file(), after));
    } catch (FileProblems e) {
      refuse(running, e.problems().get(0));
    }
  }

  private void refuse(LiveRoute running, FileProblem problem) {
    for (EditedFile file : touching(running)) {
      boolean told = problem.file().equals(file.shown());
      refused.putIfAbsent(file.path(), told ? problem : with(file, running.id(), problem));
    }
  }

  private static FileProblem with(EditedFile file, String route, FileProblem problem) {
    return new FileProblem(
        file.shown(),
        0,
        0,
        Severity.ERROR,
        "breaks-a-route",
        "With it, " + route + " can't be built: " + problem.what(),
        "Correct this file, or " + problem.file() + " along with it.");
  }

  /** The changed files that a route is built of. */
  private List<EditedFile> touching(LiveRoute running) {
    List<EditedFile> files = new ArrayList<>();
    for (String customer : customersOf(running)) {
      String path = customerFiles.get(customer);
      if (path != null && !sameCustomer(running, customer)) {
        files.add(
            EditedFile.of(
                path, after.customers().get(customer).file().toString(), new byte[0], ""));
      }
    }
    running
        .parts()
        .forEach(
            (path, fingerprint) ->
                part(path)
                    .filter(now -> !now.fingerprint.equals(fingerprint))
                    .ifPresent(now -> files.add(now.file)));
    return files;
  }

  private Set<String> customersOf(LiveRoute running) {
    Set<String> customers = new TreeSet<>(Set.of(running.file().folder()));
    running.found().keySet().stream()
        .map(name -> name.replaceFirst("\\..*", ""))
        .filter(after.customers()::containsKey)
        .forEach(customers::add);
    return customers;
  }

  private boolean sameCustomer(LiveRoute running, String customer) {
    Map<String, Optional<String>> found = new HashMap<>(running.found());
    found.keySet().removeIf(name -> !name.startsWith(customer + "."));
    Customer now = after.customers().get(customer);
    boolean sameOptions =
        !customer.equals(running.file().folder())
            || now == null
            || running.options().equals(new DestinationOptions(now).of(running.file().name()));
    return sameOptions && CustomerPlaceholders.same(found, after.customers());
  }

  private record Part(EditedFile file, String fingerprint) {}

  private Optional<Part> part(String path) {
    return after.connectors().values().stream()
        .filter(part -> part.file().path().equals(path))
        .map(part -> new Part(part.file().file(), part.fingerprint()))
        .findFirst()
        .or(
            () ->
                after.shared().values().stream()
                    .filter(shared -> shared.path().equals(path))
                    .map(shared -> new Part(shared.file(), shared.file().hash()))
                    .findFirst());
  }

  /** Nothing that was built is wanted. */
  void drop() {
    built.values().forEach(workshop::remove);
    built.clear();
  }
}
