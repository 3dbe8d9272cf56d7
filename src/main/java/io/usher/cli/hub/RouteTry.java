package io.usher.cli.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.check.WorkFiles;
import io.usher.cli.route.Before;
import io.usher.cli.route.RouteFolders;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import io.usher.settings.FileProblem;
import io.usher.trial.Compared;
import io.usher.trial.RouteTrial;
import io.usher.trial.TrialEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "try",
    description = {
      "Runs a customer's routes on events and shows what would be sent, beside what the routes before would send.",
      "Nothing leaves the machine. Secrets and barcodes are masked; buyers' data is shown."
    })
public final class RouteTry implements Runnable {
  private final Surroundings surroundings;

  @Mixin private RouteFolders folders;
  @Mixin private Before before;
  @Mixin private TriedEvents events;

  @Parameters(
      paramLabel = "<path>",
      description = "A customer, its folder, or the file of one destination.")
  private String path;

  @Option(names = "--all", description = "Also show what stays the same in full.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public RouteTry(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    folders.settings();
    WorkFiles files = folders.files();
    String customer = customer(files);
    List<TrialEvent> on = events.of(customer);
    Optional<WorkFiles> compared =
        before.files(surroundings.folder(), files.customers(), files.routes());
    List<Compared> tried =
        new RouteTrial(folders::property)
            .run(files, compared.orElse(null), customer, on, destination(files, customer));
    if (tried.isEmpty()) {
      throw new CommandFailed(CommandFailed.FAILED, customer + " has no router to be tried.");
    }
    refuseBroken(files, customer);
    if (json) {
      surroundings.out().println(text(tried));
    } else {
      new TrialSheet(surroundings, all).print(tried);
    }
  }

  /** What can't be built can't be tried; warnings say nothing against it. */
  private void refuseBroken(WorkFiles files, String customer) {
    List<FileProblem> errors =
        folders.check().check(files).stream()
            .filter(FileProblem::isError)
            .filter(p -> p.file().startsWith(files.routes() + "/" + customer + "/"))
            .toList();
    if (!errors.isEmpty()) {
      errors.forEach(problem -> surroundings.err().println(problem));
      surroundings
          .err()
          .println("These files would be refused; what follows leaves out what can't run.");
    }
  }

  private static String text(List<Compared> tried) {
    try {
      return new ObjectMapper().writeValueAsString(Map.of("events", tried));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String customer(WorkFiles files) {
    String name = folders.name(Path.of(path));
    String below = files.routes() + "/";
    String id = name.startsWith(below) ? name.substring(below.length()).split("/")[0] : path;
    if (!files.customerIds().contains(id)) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "'"
              + path
              + "' is no customer, and neither a folder nor a file of one. There are: "
              + String.join(", ", files.customerIds())
              + ".");
    }
    return id;
  }

  private @Nullable String destination(WorkFiles files, String customer) {
    String name = folders.name(Path.of(path));
    return files.routesOf(customer).entrySet().stream()
        .filter(route -> route.getValue().equals(name) && !route.getKey().equals("router"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
