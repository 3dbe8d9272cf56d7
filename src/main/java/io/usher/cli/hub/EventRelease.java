package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;

@Command(name = "release", description = "Sends quarantined or discarded events to their router.")
public final class EventRelease extends IdsMove {
  public EventRelease(Surroundings surroundings) {
    super(surroundings, "Event", "events", "release");
  }
}
