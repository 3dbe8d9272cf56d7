package io.usher.cli.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.check.WorkFiles;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Printable;
import io.usher.cli.terminal.Surroundings;
import io.usher.trial.Mismatch;
import io.usher.trial.RouteTests;
import io.usher.trial.TestResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "test",
    description = {
      "Runs the tests in routes/<customer>/tests/*.test.yaml. Nothing leaves the machine.",
      "Needs no hub. Ends with 1 when a test fails."
    })
public final class RouteTestCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private RouteFolders folders;

  @Parameters(
      arity = "0..1",
      paramLabel = "<customer>",
      description = "Whose tests. Default: everybody's.")
  private @Nullable String customer;

  @ArgGroup private Form form = new Form();

  /** How the answer is written. */
  static final class Form {
    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    @Option(names = "--junit", description = "Print JUnit's XML, for build servers.")
    private boolean junit;
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public RouteTestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    folders.settings();
    WorkFiles files = folders.files();
    RouteTests tests = new RouteTests(folders::property);
    Map<String, List<TestResult>> results = new LinkedHashMap<>();
    for (String one : customers(files)) {
      results.put(one, tests.run(files, one));
    }
    print(results);
    boolean passed = results.values().stream().flatMap(List::stream).allMatch(TestResult::passed);
    return passed ? 0 : CommandFailed.FAILED;
  }

  private List<String> customers(WorkFiles files) {
    if (customer == null) {
      return files.customerIds();
    }
    if (!files.customerIds().contains(customer)) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "There is no customer '"
              + customer
              + "'. There are: "
              + String.join(", ", files.customerIds())
              + ".");
    }
    return List.of(customer);
  }

  private void print(Map<String, List<TestResult>> results) throws JsonProcessingException {
    List<TestResult> all =
        new ArrayList<>(results.values().stream().flatMap(List::stream).toList());
    if (form.junit) {
      surroundings.out().println(JunitReport.of(results));
    } else if (form.json) {
      surroundings.out().println(new ObjectMapper().writeValueAsString(Map.of("tests", all)));
    } else {
      all.forEach(this::print);
      long failed = all.stream().filter(result -> !result.passed()).count();
      surroundings
          .out()
          .println(
              all.isEmpty()
                  ? "No tests. They are in routes/<customer>/tests/*.test.yaml."
                  : all.size() + " tests, " + failed + " failed.");
    }
  }

  private void print(TestResult result) {
    String word = Ansi.AUTO.string(result.passed() ? "@|green ok|@    " : "@|red failed|@");
    surroundings.out().println(word + "  " + Printable.line(result.name()));
    for (Mismatch mismatch : result.mismatches()) {
      surroundings
          .out()
          .println(
              "        "
                  + result.file()
                  + ":"
                  + mismatch.line()
                  + "  "
                  + Printable.line(mismatch.where()));
      surroundings.out().println("          expected  " + indented(mismatch.expected()));
      surroundings.out().println("          got       " + indented(mismatch.got()));
    }
  }

  private static String indented(String text) {
    return Printable.lines(text).replace("\n", "\n                    ");
  }
}
