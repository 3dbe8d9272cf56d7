package io.usher.settings;

import java.io.Serial;
import java.util.List;

/** Why a file isn't taken: all that is wrong with it. */
public class FileProblems extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient List<FileProblem> problems;

  public FileProblems(List<FileProblem> problems) {
    super(problems.isEmpty() ? "nothing" : problems.get(0).toString());
    this.problems = List.copyOf(problems);
  }

  public FileProblems(FileProblem problem) {
    this(List.of(problem));
  }

  public List<FileProblem> problems() {
    return problems;
  }
}
