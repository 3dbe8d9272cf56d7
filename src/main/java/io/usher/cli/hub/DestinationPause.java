package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;

@Command(
    name = "pause",
    description = "Starts no further attempt of a destination until it is resumed.")
public final class DestinationPause extends DestinationMove {
  public DestinationPause(Surroundings surroundings) {
    super(surroundings, "pause");
  }
}
