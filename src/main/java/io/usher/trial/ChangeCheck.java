package io.usher.trial;

import io.usher.check.RouteCheck;
import io.usher.check.WorkFiles;
import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import io.usher.routing.RouteFileCheck;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * What {@code usher route check} says, and with the setting what {@code usher route test} says, of
 * each change before it is taken. Looks at the customers whose files change, and at all when a file
 * changes that they share.
 */
@Component
@EnableConfigurationProperties(RouteSettings.class)
class ChangeCheck implements RouteFileCheck {

  private static final Set<String> SHARED = Set.of("connectors", "shared");

  private final RunningFiles running;
  private final HubProperties properties;
  private final RouteSettings settings;

  ChangeCheck(RunningFiles running, HubProperties properties, RouteSettings settings) {
    this.running = running;
    this.properties = properties;
    this.settings = settings;
  }

  @Override
  public List<FileProblem> check(FileTree files, Set<String> changed) {
    Set<String> folders =
        changed.stream().map(ChangeCheck::folder).collect(Collectors.toCollection(TreeSet::new));
    boolean all = folders.stream().anyMatch(SHARED::contains);
    WorkFiles work = running.of(all ? files.files().values() : only(files, folders));
    List<FileProblem> problems = new ArrayList<>(new RouteCheck(properties::value).check(work));
    if (settings.testsBeforeTaking()) {
      Collection<String> tested = all ? work.customerIds() : folders;
      tested.forEach(customer -> test(customer, work, files, changed, problems));
    }
    return problems;
  }

  private static Collection<EditedFile> only(FileTree files, Set<String> folders) {
    return files.files().values().stream()
        .filter(
            file -> folders.contains(folder(file.path())) || SHARED.contains(folder(file.path())))
        .toList();
  }

  /** The customer that a file belongs to, or the folder that all share. */
  private static String folder(String path) {
    String below = path.substring(path.indexOf('/') + 1);
    return path.startsWith(FileTree.CUSTOMERS)
        ? below.replaceFirst("\\.ya?ml$", "")
        : below.replaceFirst("/.*", "");
  }

  /** A test tells nothing of whose fault it is, so all that would change for it is refused. */
  private void test(
      String customer,
      WorkFiles work,
      FileTree files,
      Set<String> changed,
      List<FileProblem> problems) {
    List<EditedFile> blamed =
        changed.stream()
            .filter(path -> path.startsWith(FileTree.ROUTES))
            .filter(path -> folder(path).equals(customer) || SHARED.contains(folder(path)))
            .flatMap(path -> files.find(path).stream())
            .toList();
    for (TestResult failed : new RouteTests(properties::value).run(work, customer)) {
      for (Mismatch mismatch : failed.mismatches()) {
        blamed.forEach(file -> problems.add(problem(file, failed, mismatch)));
      }
    }
  }

  private static FileProblem problem(EditedFile file, TestResult failed, Mismatch mismatch) {
    return new FileProblem(
        file.shown(),
        0,
        0,
        Severity.ERROR,
        "test",
        "The test '%s' (%s:%d) fails with this change: %s: expected %s, got %s."
            .formatted(
                failed.name(),
                failed.file(),
                mismatch.line(),
                mismatch.where(),
                mismatch.expected(),
                mismatch.got()),
        "Correct the file, or the test if it expects what is no longer meant.");
  }

  @Override
  public void taken(FileTree files) {
    running.run(files);
  }
}
