package io.usher.reload;

import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import io.usher.files.NotText;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files that become no route by themselves: mail templates, and what nobody reads although its name
 * looks as if somebody should.
 */
final class OtherFiles {

  private OtherFiles() {}

  /** Templates that must not take the place of those that are there. */
  static Optional<FileProblem> unfit(EditedFile file, FileTree taken) {
    if (!file.path().startsWith(FileTree.ROUTES) || !file.name().matches(".*\\.(html|txt)")) {
      return Optional.empty();
    }
    try {
      file.text();
    } catch (NotText e) {
      return Optional.of(
          problem(
              file.shown(),
              Severity.ERROR,
              "not-text",
              "It is not a text in UTF-8.",
              "Save it as UTF-8."));
    }
    boolean emptied =
        file.isBlank() && taken.find(file.path()).filter(old -> !old.isBlank()).isPresent();
    return emptied
        ? Optional.of(
            problem(
                file.shown(),
                Severity.ERROR,
                "empty",
                "It is empty, so its last text goes on being used.",
                "Write a text, or delete the file."))
        : Optional.empty();
  }

  /** Files that look like routes and are none. */
  static Map<String, List<FileProblem>> overlooked(FileTree files, Set<String> customers) {
    Map<String, List<FileProblem>> problems = new java.util.TreeMap<>();
    for (EditedFile file : files.under(FileTree.ROUTES)) {
      String scope = Scopes.of(file.path());
      if (file.name().matches(".*\\.(camel|kamelet|template)\\.yml")) {
        add(
            problems,
            file,
            "It is not read, for its name ends with .yml.",
            "Rename it so that it ends with .yaml.");
      } else if (file.name().endsWith(".camel.yaml")
          && !customers.contains(scope)
          && !scope.isEmpty()) {
        add(
            problems,
            file,
            "It is not read, for there is no customer '" + scope + "'.",
            "Write that customer's file, or move this one to a customer's folder.");
      } else if (file.name().endsWith(".camel.yaml")
          && file.path().chars().filter(c -> c == '/').count() != 2) {
        add(
            problems,
            file,
            "It is not read, for it doesn't lie in a customer's folder.",
            "Move it into routes/<customer>/.");
      }
    }
    return problems;
  }

  private static void add(
      Map<String, List<FileProblem>> problems, EditedFile file, String what, String fix) {
    problems
        .computeIfAbsent(file.path(), p -> new ArrayList<>())
        .add(problem(file.shown(), Severity.WARNING, "overlooked", what, fix));
  }

  private static FileProblem problem(
      String shown, Severity severity, String rule, String what, String fix) {
    return new FileProblem(shown, 0, 0, severity, rule, what, fix);
  }
}
