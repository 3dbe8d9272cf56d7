package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists the routers and destinations that the hub runs.")
public final class RouteList implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;
  @Mixin private CustomerOption customer;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public RouteList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Answer answer = hub.get("routes", customer.query());
    if (!json.printed(answer)) {
      print(answer);
    }
  }

  private void print(Answer answer) {
    Table table = new Table().fixed("ID", "CUSTOMER", "KIND", "STATUS").text("FILE", "DESCRIPTION");
    for (JsonNode route : answer.items()) {
      table.add(
          Answer.text(route, "id"),
          Answer.text(route, "customer"),
          Answer.text(route, "kind"),
          Answer.text(route, "status"),
          Answer.text(route, "file"),
          Answer.text(route, "description"));
    }
    new Sheet(surroundings).print(table, "No routes. They are YAML files in the hub's routes/.");
  }
}
