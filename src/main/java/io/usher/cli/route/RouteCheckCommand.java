package io.usher.cli.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.check.Sarif;
import io.usher.check.WorkFiles;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Printable;
import io.usher.cli.terminal.Surroundings;
import io.usher.settings.FileProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = {
      "Says what is wrong with customers' files, routes and connectors: file, line, column, what, and what to do.",
      "Needs no hub and no network. Ends with 1 when there is an error; warnings are told, and the files are taken."
    })
public final class RouteCheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private RouteFolders folders;

  @Parameters(
      arity = "0..*",
      paramLabel = "<path>",
      description = "Only tell of these files and folders. Default: all.")
  private List<Path> paths = List.of();

  @ArgGroup private Form form = new Form();

  @Option(names = "--strict", description = "End with 1 when there are warnings, too.")
  private boolean strict;

  /** How the answer is written. */
  static final class Form {
    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    @Option(names = "--sarif", description = "Print SARIF 2.1.0, for code hosts.")
    private boolean sarif;
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public RouteCheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    WorkFiles files = folders.files();
    List<String> wanted = paths.stream().map(this::wanted).toList();
    List<FileProblem> problems =
        folders.check().check(files).stream()
            .filter(problem -> wanted.isEmpty() || isWanted(problem.file(), wanted))
            .toList();
    print(problems, files);
    boolean fails = problems.stream().anyMatch(p -> strict || p.isError());
    return fails ? CommandFailed.FAILED : 0;
  }

  private String wanted(Path path) {
    if (!Files.exists(surroundings.folder().resolve(path))) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE, "There is no file and no folder " + path + ".");
    }
    String name = folders.name(path);
    List<String> looked =
        List.of(folders.name(folders.routesDir()), folders.name(folders.customersDir()));
    boolean inside = looked.stream().anyMatch(f -> isBelow(name, f) || isBelow(f, name));
    if (!inside) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          path
              + " is neither in "
              + looked.get(0)
              + " nor in "
              + looked.get(1)
              + ". Name your folders with --routes and --config.");
    }
    return name;
  }

  private static boolean isWanted(String file, List<String> wanted) {
    return wanted.stream().anyMatch(path -> isBelow(file, path));
  }

  private static boolean isBelow(String file, String folder) {
    return folder.isEmpty() || file.equals(folder) || file.startsWith(folder + "/");
  }

  private void print(List<FileProblem> problems, WorkFiles files) throws JsonProcessingException {
    if (form.sarif) {
      surroundings.out().println(Sarif.of(problems));
    } else if (form.json) {
      surroundings
          .out()
          .println(new ObjectMapper().writeValueAsString(Map.of("problems", problems)));
    } else {
      problems.forEach(this::print);
      surroundings.out().println(summary(problems, files));
    }
  }

  private void print(FileProblem problem) {
    String place =
        problem.line() == 0
            ? problem.file()
            : problem.file()
                + ":"
                + problem.line()
                + (problem.column() == 0 ? "" : ":" + problem.column());
    String word =
        problem.isError()
            ? Ansi.AUTO.string("@|red error|@")
            : Ansi.AUTO.string("@|yellow warning|@");
    surroundings.out().println(Printable.line(place) + ": " + word + " " + problem.rule());
    surroundings
        .out()
        .println("  " + Printable.line(problem.what()) + " " + Printable.line(problem.fix()));
  }

  private static String summary(List<FileProblem> problems, WorkFiles files) {
    long errors = problems.stream().filter(FileProblem::isError).count();
    return files.files().size()
        + " files: "
        + (problems.isEmpty()
            ? "nothing is wrong."
            : counted(errors, "error") + ", " + counted(problems.size() - errors, "warning") + ".");
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
