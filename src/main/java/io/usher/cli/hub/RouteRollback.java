package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rollback",
    description = {
      "Writes files back as they were in a version, and takes them.",
      "All files of that version's customer go back, also those that were changed later."
    })
public final class RouteRollback implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "<version>", description = "As usher route history lists it.")
  private int version;

  @Option(names = "--route", description = "Only this route's file, such as demo/receipts.")
  private String route;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public RouteRollback(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    String only = route == null ? "" : "?route=" + HubClient.segment(route);
    Answer answer = hub.post("routes/versions/" + version + "/rollback" + only);
    if (!json.printed(answer)) {
      print(answer);
    }
  }

  private void print(Answer answer) {
    JsonNode changed = answer.json().path("changed");
    if (changed.isEmpty()) {
      surroundings.out().println("The files are as they were in version " + version + " already.");
    }
    changed.forEach(path -> surroundings.out().println("Written back: " + path.asText()));
  }
}
