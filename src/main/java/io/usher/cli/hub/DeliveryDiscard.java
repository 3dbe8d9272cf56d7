package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;

@Command(name = "discard", description = "Gives up deliveries that wait or are dead.")
public final class DeliveryDiscard extends IdsMove {
  public DeliveryDiscard(Surroundings surroundings) {
    super(surroundings, "Delivery", "deliveries", "discard");
  }
}
