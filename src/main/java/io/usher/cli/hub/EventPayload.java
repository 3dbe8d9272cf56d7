package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "payload",
    description = "Writes an event's payload byte for byte, barcodes included.")
public final class EventPayload implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;

  @Parameters(paramLabel = "<id>", description = "The event's id.")
  private String id;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public EventPayload(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    byte[] payload = hub.bytes("events/" + HubClient.segment(id) + "/payload");
    surroundings.out().writeBytes(payload);
    surroundings.out().flush();
  }
}
