package io.usher.check;

import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong, each thing once. */
final class Findings {

  private static final Comparator<FileProblem> ORDER =
      Comparator.comparing(FileProblem::file)
          .thenComparingInt(FileProblem::line)
          .thenComparingInt(FileProblem::column)
          .thenComparing(FileProblem::rule);

  private final Map<String, FileProblem> found = new LinkedHashMap<>();

  void error(String file, Place place, String rule, String what, String fix) {
    add(new FileProblem(file, place.line(), place.column(), Severity.ERROR, rule, what, fix));
  }

  void warning(String file, Place place, String rule, String what, String fix) {
    add(new FileProblem(file, place.line(), place.column(), Severity.WARNING, rule, what, fix));
  }

  void add(FileProblem problem) {
    String key =
        problem.file()
            + ":"
            + problem.line()
            + ":"
            + problem.column()
            + problem.rule()
            + distinct(problem);
    found.putIfAbsent(key, problem);
  }

  /** Several events' types can miss at one place; any other rule tells one thing a place. */
  private static String distinct(FileProblem problem) {
    return problem.rule().equals("untaken-event-type") || problem.line() == 0 ? problem.what() : "";
  }

  boolean anyErrorIn(String file) {
    return found.values().stream().anyMatch(p -> p.isError() && p.file().equals(file));
  }

  List<FileProblem> sorted() {
    List<FileProblem> sorted = new ArrayList<>(found.values());
    sorted.sort(ORDER);
    return List.copyOf(sorted);
  }
}
