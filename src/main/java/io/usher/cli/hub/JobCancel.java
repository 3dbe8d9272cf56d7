package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;

@Command(name = "cancel", description = "Ends a job for good; what it has done stays done.")
public final class JobCancel extends JobMove {
  public JobCancel(Surroundings surroundings) {
    super(surroundings, "cancel");
  }
}
