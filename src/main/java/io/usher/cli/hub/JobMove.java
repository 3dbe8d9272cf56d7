package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What all commands share that move a job from one status to another. */
abstract class JobMove implements Runnable {
  private final Surroundings surroundings;
  private final String verb;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "<id>", description = "The job's id.")
  private String id;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  JobMove(Surroundings surroundings, String verb) {
    this.surroundings = surroundings;
    this.verb = verb;
  }

  @Override
  public void run() {
    Answer answer = hub.post("jobs/" + HubClient.segment(id) + "/" + verb);
    if (!json.printed(answer)) {
      surroundings
          .out()
          .printf(
              "Job %s is %s: %s of %s done.%n",
              id, answer.text("status"), answer.text("done"), answer.text("total"));
    }
  }
}
