package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows a job: what was asked, and how far it has come.")
public final class JobShow implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "<id>", description = "The job's id.")
  private String id;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public JobShow(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Answer answer = hub.get("jobs/" + HubClient.segment(id));
    if (!json.printed(answer)) {
      new JobSheet(surroundings).print(answer.json());
    }
  }
}
