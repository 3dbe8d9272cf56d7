package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;

@Command(
    name = "discard",
    description = "Gives up events that are quarantined or unrouted; they can still be released.")
public final class EventDiscard extends IdsMove {
  public EventDiscard(Surroundings surroundings) {
    super(surroundings, "Event", "events", "discard");
  }
}
