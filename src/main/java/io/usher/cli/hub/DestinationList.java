package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists destinations: which run, what waits, and why.")
public final class DestinationList implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;
  @Mixin private CustomerOption customer;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public DestinationList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Answer answer = hub.get("destinations", customer.query());
    if (!json.printed(answer)) {
      print(answer);
    }
  }

  private void print(Answer answer) {
    Sheet sheet = new Sheet(surroundings);
    Table table = new Table().fixed("DESTINATION", "STATUS", "OPEN", "NEXT PROBE").text("REASON");
    for (JsonNode destination : answer.items()) {
      table.add(
          Answer.text(destination, "id"),
          Answer.text(destination, "status"),
          Answer.text(destination, "open"),
          sheet.time(destination, "probeAt"),
          reason(destination));
    }
    sheet.print(table, "No destinations. They are YAML files in the hub's routes/.");
  }

  private static String reason(JsonNode destination) {
    String by = Answer.text(destination, "pausedBy");
    return by.isEmpty() ? Answer.text(destination, "reason") : "Paused by " + by + ".";
  }
}
