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
    Table table =
        new Table().fixed("ID", "KIND", "STATUS", "VERSION", "STATE").text("FILE", "DESCRIPTION");
    for (JsonNode route : answer.items()) {
      table.add(
          Answer.text(route, "id"),
          Answer.text(route, "kind"),
          Answer.text(route, "status"),
          Answer.text(route, "version"),
          state(route),
          Answer.text(route, "file"),
          Answer.text(route, "description"));
    }
    new Sheet(surroundings).print(table, "No routes. They are YAML files in the hub's routes/.");
    problems();
  }

  private static String state(JsonNode route) {
    if (route.path("current").asBoolean()) {
      return "current";
    }
    return "Missing".equals(Answer.text(route, "status")) ? "not taken" : "last good";
  }

  private void problems() {
    for (JsonNode problem : hub.get("routes/problems").items()) {
      String line = Answer.text(problem, "line");
      String column = Answer.text(problem, "column");
      surroundings
          .err()
          .println(
              Answer.text(problem, "file")
                  + (line.equals("0") ? "" : ":" + line)
                  + (column.equals("0") ? "" : ":" + column)
                  + ": "
                  + Answer.text(problem, "what")
                  + " "
                  + Answer.text(problem, "fix"));
    }
  }
}
