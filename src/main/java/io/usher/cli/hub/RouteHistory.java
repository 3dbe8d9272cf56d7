package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description = "Lists the versions of a route, of a customer's files, or of all files.")
public final class RouteHistory implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(
      arity = "0..1",
      paramLabel = "<id>",
      description = "A route, such as demo/receipts, or a customer; without it, everything.")
  private String id;

  @Option(names = "--limit", defaultValue = "30", description = "How many; ${DEFAULT-VALUE}.")
  private int limit;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public RouteHistory(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Answer answer = answer();
    if (!json.printed(answer)) {
      print(answer);
    }
  }

  private Answer answer() {
    Map<String, String> query = new HashMap<>(Map.of("limit", String.valueOf(limit)));
    if (id == null || !id.contains("/")) {
      if (id != null) {
        query.put("customer", id);
      }
      return hub.get("routes/versions", query);
    }
    String[] parts = id.split("/", -1);
    if (parts.length != 2) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "'" + id + "' names no route; write <customer>/<name>, such as demo/receipts.");
    }
    return hub.get(
        "routes/" + HubClient.segment(parts[0]) + "/" + HubClient.segment(parts[1]) + "/versions",
        query);
  }

  private void print(Answer answer) {
    Sheet sheet = new Sheet(surroundings);
    Table table = new Table().fixed("VERSION", "TAKEN", "OF", "BY").text("WHY", "FILES");
    for (JsonNode version : answer.items()) {
      List<String> files = new ArrayList<>();
      version.path("paths").forEach(path -> files.add(path.asText()));
      table.add(
          Answer.text(version, "number"),
          sheet.time(version, "takenAt"),
          Answer.text(version, "scope"),
          Answer.text(version, "author"),
          Answer.text(version, "reason"),
          String.join(", ", files));
    }
    sheet.print(table, "No versions.");
  }
}
