package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Option;

/** Whether a script reads the answer; then it gets the API's own JSON. */
public final class JsonOption {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "Print the API's own JSON, for scripts.")
  private boolean json;

  public JsonOption(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Returns false when a person reads the answer. */
  boolean printed(Answer answer) {
    if (json) {
      surroundings.out().writeBytes(answer.raw());
      surroundings.out().println();
    }
    return json;
  }
}
