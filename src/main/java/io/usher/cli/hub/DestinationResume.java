package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Ends a pause; with an open breaker, tries at once.")
public final class DestinationResume extends DestinationMove {
  public DestinationResume(Surroundings surroundings) {
    super(surroundings, "resume");
  }
}
