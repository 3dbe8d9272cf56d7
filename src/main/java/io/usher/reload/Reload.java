package io.usher.reload;

import io.usher.customer.Customer;
import io.usher.customer.CustomerFolder;
import io.usher.customer.Customers;
import io.usher.files.EditedFile;
import io.usher.files.EditedFolders;
import io.usher.files.FileTree;
import io.usher.files.FileWatch;
import io.usher.files.GoodFiles;
import io.usher.routing.RouteFileCheck;
import io.usher.routing.RoutePlan;
import io.usher.routing.Routes;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes the files as they are into effect, at the start and with each change. One change at a time;
 * whatever it holds, what ran before goes on until something better runs.
 */
@Component
public class Reload {

  private static final Logger LOG = LoggerFactory.getLogger("usher.routes");
  private static final String START = "start";
  private static final String CHANGED = "changed";

  private final EditedFolders folders;
  private final GoodFiles good;
  private final CustomerFolder customerFolder;
  private final Customers customers;
  private final Routes routes;
  private final CloserLook closerLook;
  private final VersionBook versions;
  private final ReloadMetrics metrics;
  private final FileWatch watch;
  private Map<String, Customer> running = Map.of();
  private FileTree lastWanted = FileTree.EMPTY;
  private volatile List<FileProblem> problems = List.of();
  private volatile Map<String, List<FileProblem>> problemsByPath = Map.of();

  Reload(
      EditedFolders folders,
      GoodFiles good,
      CustomerFolder customerFolder,
      Customers customers,
      Routes routes,
      List<RouteFileCheck> checks,
      VersionBook versions,
      ReloadMetrics metrics) {
    this.folders = folders;
    this.good = good;
    this.customerFolder = customerFolder;
    this.customers = customers;
    this.routes = routes;
    this.closerLook = new CloserLook(routes, checks);
    this.versions = versions;
    this.metrics = metrics;
    this.watch =
        new FileWatch(folders, tree -> Unfinished.looks(tree, routes.taken()), this::changed);
  }

  /**
   * Begins with the files that were taken last, then takes those that are there now; so a file that
   * was broken meanwhile costs nothing that ran before. Nothing claims before both is done, but
   * webhooks may come as soon as it is certain who may send them.
   *
   * @param sourcesAreKnown called once, before the routes are loaded if all customers' files are as
   *     they should be, and else after it
   */
  public synchronized void start(Runnable sourcesAreKnown) {
    folders.check();
    watch.mark();
    FileTree wanted = folders.read();
    boolean early = knowsSources(wanted);
    if (early) {
      sourcesAreKnown.run();
    }
    FileTree last = good.read();
    if (!last.files().isEmpty()) {
      take(prepare(last), Map.of(), false);
    }
    Hold now = prepare(wanted);
    take(now, versions.record(now.plan().taken(), owners(now, FileTree.EMPTY), START), false);
    customers.replace(running.values(), now.incomplete());
    good.keep(now.plan().taken(), now.wanted());
    routes.start();
    tell(now);
    watch.start();
    if (!early) {
      sourcesAreKnown.run();
    }
  }

  /** Whoever is told 401 or 404 for want of a newer file never sends again, so that must not be. */
  private boolean knowsSources(FileTree wanted) {
    CustomerChange change =
        new CustomerChange(customerFolder, routes, Map.of(), FileTree.EMPTY, wanted);
    change.read();
    boolean certain = !change.isIncomplete() && change.problems().isEmpty();
    if (certain) {
      customers.replace(change.customers().values(), false);
    }
    return certain;
  }

  /** Takes no further change. */
  public void stop() {
    try {
      watch.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    routes.close();
  }

  private void changed(FileTree tree) {
    apply(tree, "", CHANGED);
  }

  /** Takes the files as they are on the disk now. */
  public void applyNow(String author, String reason) {
    apply(folders.read(), author, reason);
  }

  private synchronized void apply(FileTree tree, String author, String reason) {
    if (tree.sameFiles(lastWanted) && tree.problems().equals(lastWanted.problems())) {
      return;
    }
    commit(prepare(tree), author, reason);
  }

  /**
   * Tries files that are not on the disk yet.
   *
   * @param write puts them there; called only when nothing speaks against them
   * @throws FileProblems with what does; nothing has changed then
   */
  synchronized void tryThenWrite(
      FileTree tree, List<String> paths, Runnable write, String author, String reason) {
    Hold hold = prepare(tree);
    List<FileProblem> against =
        paths.stream()
            .flatMap(path -> hold.problems().getOrDefault(path, List.of()).stream())
            .filter(FileProblem::isError)
            .toList();
    if (!against.isEmpty()) {
      routes.drop(hold.plan());
      throw new FileProblems(against);
    }
    try {
      write.run();
    } catch (FileProblems e) {
      routes.drop(hold.plan());
      throw e;
    }
    commit(hold, author, reason);
  }

  private void commit(Hold hold, String author, String reason) {
    long began = System.nanoTime();
    FileTree before = routes.taken();
    String by = author.isEmpty() ? owners(hold, before) : author;
    Map<String, Integer> numbers = versions.record(hold.plan().taken(), by, reason);
    good.keep(hold.plan().taken(), hold.wanted());
    take(hold, numbers, true);
    customers.replace(running.values(), hold.incomplete());
    tell(hold);
    report(before, hold, numbers, by);
    metrics.taken(numbers.size(), System.nanoTime() - began);
  }

  private Hold prepare(FileTree wanted) {
    CustomerChange change =
        new CustomerChange(customerFolder, routes, running, routes.taken(), wanted);
    change.read();
    Map<String, List<FileProblem>> found = new TreeMap<>(change.problems());
    FileTree effective = refuseUnfit(change.effective(), found);
    // At a first start nothing older could go on, and nothing waits that could be sent wrongly.
    RoutePlan plan =
        routes.taken().files().isEmpty()
            ? routes.plan(effective, change.customers())
            : closerLook.plan(effective, change.customers(), found);
    plan.problems()
        .forEach(
            (path, problem) -> found.computeIfAbsent(path, p -> new ArrayList<>()).add(problem));
    OtherFiles.overlooked(wanted, ids(wanted))
        .forEach((path, list) -> found.computeIfAbsent(path, p -> new ArrayList<>()).addAll(list));
    return new Hold(wanted, plan, found, change.isIncomplete());
  }

  /** Also of those whose file is broken. */
  private static Set<String> ids(FileTree files) {
    return files.under(FileTree.CUSTOMERS).stream()
        .map(CustomerFolder::id)
        .collect(Collectors.toSet());
  }

  private FileTree refuseUnfit(FileTree files, Map<String, List<FileProblem>> found) {
    FileTree effective = files;
    for (EditedFile file : files.files().values()) {
      List<FileProblem> unfit = OtherFiles.unfit(file, routes.taken()).stream().toList();
      if (!unfit.isEmpty()) {
        found.put(file.path(), new ArrayList<>(unfit));
        effective = closerLook.withOlder(effective, file.path());
      }
    }
    return effective;
  }

  private void take(Hold hold, Map<String, Integer> numbers, boolean starting) {
    routes.take(hold.plan(), numbers, starting);
    closerLook.taken(hold.plan().taken());
    running = hold.customers();
    lastWanted = hold.wanted();
  }

  private void tell(Hold hold) {
    List<FileProblem> now = new ArrayList<>(hold.wanted().problems());
    hold.problems().values().forEach(now::addAll);
    List<FileProblem> before = problems;
    now.stream().filter(each -> !before.contains(each)).forEach(Reload::log);
    problems = List.copyOf(now);
    problemsByPath = Map.copyOf(hold.problems());
    metrics.problems(now);
  }

  private static void log(FileProblem problem) {
    if (problem.isError()) {
      LOG.error("{} What ran before goes on.", problem);
    } else {
      LOG.warn("{}", problem);
    }
  }

  private static void report(
      FileTree before, Hold hold, Map<String, Integer> numbers, String author) {
    List<String> changed = changes(before, hold.plan().taken());
    if (!changed.isEmpty()) {
      LOG.info(
          "Taken{}: {}{}",
          numbers.isEmpty()
              ? ""
              : numbers.entrySet().stream()
                  .map(each -> each.getKey() + " " + each.getValue())
                  .collect(Collectors.joining(", ", " as version ", "")),
          String.join(", ", changed),
          author.isEmpty() ? "" : " (by " + author + ")");
    }
  }

  private static List<String> changes(FileTree before, FileTree after) {
    TreeSet<String> paths = new TreeSet<>(before.files().keySet());
    paths.addAll(after.files().keySet());
    paths.removeIf(path -> before.find(path).equals(after.find(path)));
    return List.copyOf(paths);
  }

  /** Who the changed files belong to. */
  private static String owners(Hold hold, FileTree before) {
    return changes(before, hold.plan().taken()).stream()
        .flatMap(path -> hold.plan().taken().find(path).stream())
        .map(EditedFile::owner)
        .filter(owner -> !owner.isEmpty())
        .distinct()
        .sorted()
        .limit(3)
        .collect(Collectors.joining(", "));
  }

  /** Everything that is wrong with files now; those with errors are not in effect. */
  public List<FileProblem> problems() {
    return problems;
  }

  /**
   * Likewise, only of some scopes.
   *
   * @param scope whether a customer, {@code connectors} or {@code shared} counts
   */
  public List<FileProblem> problemsOf(Predicate<String> scope) {
    return problemsByPath.entrySet().stream()
        .filter(each -> scope.test(Scopes.of(each.getKey())))
        .sorted(Map.Entry.comparingByKey())
        .flatMap(each -> each.getValue().stream())
        .toList();
  }

  /** Whose files are in effect. */
  public List<Customer> customers() {
    return List.copyOf(running.values());
  }
}
