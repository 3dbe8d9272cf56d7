package io.usher.cli.route;

import io.usher.check.WorkFiles;
import io.usher.cli.terminal.CommandFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which routes a change is compared with. */
public final class Before {

  @Option(
      names = "--against",
      paramLabel = "<folder>",
      description = {
        "A folder with routes/ and config/customers/ to compare with, or none.",
        "Default: the last commit, where the folder is under git."
      })
  private @Nullable String against;

  public Before() {}

  /** Empty where there is nothing to compare with. */
  public Optional<WorkFiles> files(Path base, String customers, String routes) {
    if (against == null) {
      return GitHead.read(base, customers, routes);
    }
    if (against.equals("none")) {
      return Optional.empty();
    }
    Path folder = base.resolve(against);
    if (!Files.isDirectory(folder.resolve(routes))) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE, "There is no folder " + folder.resolve(routes) + ".");
    }
    return Optional.of(WorkFiles.read(folder, Path.of(customers), Path.of(routes)));
  }
}
