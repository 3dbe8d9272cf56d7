package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists deliveries, the newest first.")
public final class DeliveryList implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private ListOptions options;
  @Mixin private JsonOption json;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public DeliveryList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Answer answer = hub.get("deliveries", options.query());
    if (!json.printed(answer)) {
      Sheet sheet = new Sheet(surroundings);
      sheet.deliveries(answer.items());
      sheet.more(answer);
    }
  }
}
