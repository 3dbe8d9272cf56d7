package io.usher.cli.hub;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What pausing and resuming a destination share. */
abstract class DestinationMove implements Runnable {
  private final Surroundings surroundings;
  private final String verb;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "<customer>/<destination>",
      description = "As usher destination list names it, such as demo/salesforce.")
  private String id;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  DestinationMove(Surroundings surroundings, String verb) {
    this.surroundings = surroundings;
    this.verb = verb;
  }

  @Override
  public void run() {
    String[] parts = id.split("/", -1);
    if (parts.length != 2) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "'"
              + id
              + "' names no destination; write <customer>/<destination>, such as demo/salesforce.");
    }
    Answer answer =
        hub.post(
            "destinations/"
                + HubClient.segment(parts[0])
                + "/"
                + HubClient.segment(parts[1])
                + "/"
                + verb);
    if (!json.printed(answer)) {
      surroundings
          .out()
          .printf(
              "%s is %s; %s deliveries are open.%n",
              id, answer.text("status"), answer.text("open"));
    }
  }
}
