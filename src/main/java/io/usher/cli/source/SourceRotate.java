package io.usher.cli.source;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rotate",
    description = {
      "Adds a new secret before a source's old one; both count from then on.",
      "usher source list shows when each was last used, and so when the old one can be removed."
    })
public final class SourceRotate implements Runnable {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "<customer>/<source>", description = "Such as demo/showpass.")
  private String id;

  @Option(
      names = "--secret",
      paramLabel = "<reference>",
      description =
          "The new one, best a reference such as '$${NEW_SECRET}'; without it, a random one.")
  private String secret;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public SourceRotate(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    String[] parts = id.split("/", -1);
    if (parts.length != 2) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "'" + id + "' names no source; write <customer>/<source>, such as demo/showpass.");
    }
    String fresh = secret == null ? FreshSecret.secret() : secret;
    if (fresh.matches("(?s).*[\"\\\\\\n].*") || fresh.isBlank()) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE, "The secret must not be empty, nor hold quotes or breaks.");
    }
    new SourceEdit(surroundings, parts[0]).addSecret(parts[1], fresh);
    if (secret == null) {
      surroundings.out().println("The new secret: " + fresh);
    }
    surroundings
        .out()
        .println(
            "Both secrets of "
                + id
                + " count now. Give the sender the new one; when 'usher source list' shows the old"
                + " one unused, remove it from config/customers/"
                + parts[0]
                + ".yaml.");
  }
}
