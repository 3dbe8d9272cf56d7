package io.usher.cli;

import io.usher.cli.terminal.Surroundings;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = {
      "Prints what makes a shell complete usher's commands, for bash and zsh.",
      "Put this line into ~/.bashrc or ~/.zshrc: source <(usher completion)"
    })
public final class Completion implements Runnable {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public Completion(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    surroundings.out().print(AutoComplete.bash("usher", root));
  }
}
