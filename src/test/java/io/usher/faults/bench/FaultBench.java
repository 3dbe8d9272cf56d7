package io.usher.faults.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs scenarios one after the other and prints a table; ends with 1 when a promise was broken. */
@Command(name = "bench/faults/run", mixinStandardHelpOptions = true, sortOptions = false)
final class FaultBench implements Callable<Integer> {

  @Parameters(
      paramLabel = "scenario",
      description = "Names or parts of names; all when none is given.")
  private List<String> wanted = new ArrayList<>();

  @Option(names = "--rounds", description = "How often each fault happens.")
  private int rounds;

  @Option(names = "--short", description = "Only some scenarios, a round or two each.")
  private boolean isShort;

  @Option(names = "--rate", description = "Webhooks a second (default: ${DEFAULT-VALUE}).")
  private int rate = 60;

  @Option(names = "--seed", description = "Repeats the random moments of an earlier run.")
  private long seed = System.nanoTime() % 1_000_000;

  @Option(names = "--backlog", description = "Deliveries in a backlog (default: ${DEFAULT-VALUE}).")
  private int backlog = 1_000_000;

  @Option(names = "--list", description = "Names the scenarios.")
  private boolean list;

  @Option(names = "--results", description = "Where the table is written to as well.")
  private Path results;

  public static void main(String[] arguments) {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    System.exit(new CommandLine(new FaultBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Scenario> scenarios = Scenarios.ALL.stream().filter(this::isWanted).toList();
    List<Measure> measures = Measures.ALL.stream().filter(this::isWanted).toList();
    if (list || (scenarios.isEmpty() && measures.isEmpty())) {
      Scenarios.ALL.forEach(scenario -> System.out.println(scenario.name()));
      Measures.ALL.forEach(measure -> System.out.println(measure.name()));
      return list ? 0 : 2;
    }
    System.out.println("Seed " + seed + ", " + rate + " webhooks/s");
    List<Row> rows = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      rows.add(run(scenario));
      System.out.println(rows.get(rows.size() - 1).line());
    }
    List<Figures> figures = new ArrayList<>();
    for (Measure measure : measures) {
      figures.add(run(measure));
      System.out.println(figures.get(figures.size() - 1).line());
    }
    String tables = tables(rows, figures);
    System.out.println("\n" + tables);
    if (results != null) {
      Files.writeString(results, Machine.describe(commandLine()) + tables);
    }
    boolean kept = rows.stream().allMatch(row -> row.broken().isEmpty());
    return kept && figures.stream().allMatch(Figures::kept) ? 0 : 1;
  }

  private String commandLine() {
    return "bench/faults/run"
        + (isShort ? " --short" : "")
        + (rounds > 0 ? " --rounds " + rounds : "")
        + (backlog != 1_000_000 ? " --backlog " + backlog : "")
        + " --rate "
        + rate
        + " --seed "
        + seed
        + wanted.stream().map(name -> " '" + name + "'").collect(Collectors.joining());
  }

  private boolean isWanted(Scenario scenario) {
    if (isShort && scenario.shortRounds() == 0) {
      return false;
    }
    return isWanted(scenario.name());
  }

  private boolean isWanted(Measure measure) {
    return !isShort && isWanted(measure.name());
  }

  private boolean isWanted(String name) {
    return wanted.isEmpty() || wanted.stream().anyMatch(name::contains);
  }

  /** Leaves the folder behind, with the hubs' logs, for whoever wants to know why. */
  private Row run(Scenario scenario) throws Exception {
    int times = rounds > 0 ? rounds : isShort ? scenario.shortRounds() : scenario.rounds();
    System.out.println("== " + scenario.name() + ", " + times + " rounds");
    try (Trial trial =
        new Trial(scenario, times, rate, new Random(seed), folder(scenario.name()))) {
      return trial.run();
    } catch (Skipped e) {
      return Row.skipped(scenario.name(), e.getMessage());
    }
  }

  private Figures run(Measure measure) throws Exception {
    System.out.println("== " + measure.name());
    try (Stand stand = new Stand(measure, backlog, folder(measure.name()))) {
      measure.play().play(stand);
      return stand.figures();
    }
  }

  private static Path folder(String name) throws IOException {
    Path all = Path.of("target", "faults").toAbsolutePath();
    Files.createDirectories(all);
    return Files.createTempDirectory(all, name.replaceAll("[^a-z0-9]+", "-"));
  }

  private static String tables(List<Row> rows, List<Figures> figures) {
    StringBuilder text = new StringBuilder();
    if (!rows.isEmpty()) {
      text.append(Row.HEAD);
      rows.forEach(row -> text.append(row.line()).append('\n'));
    }
    if (!figures.isEmpty()) {
      text.append('\n').append(Figures.HEAD);
      figures.forEach(found -> text.append(found.line()).append('\n'));
    }
    return text.toString();
  }
}
