package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;

@Command(name = "pause", description = "Stops a job until it is resumed.")
public final class JobPause extends JobMove {
  public JobPause(Surroundings surroundings) {
    super(surroundings, "pause");
  }
}
