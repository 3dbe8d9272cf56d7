package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Lets a paused or failed job go on where it stopped.")
public final class JobResume extends JobMove {
  public JobResume(Surroundings surroundings) {
    super(surroundings, "resume");
  }
}
