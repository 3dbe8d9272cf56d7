package io.usher.cli.source;

import io.usher.cli.hub.HubAddress;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "new",
    description = "Adds a source to a customer's file, with an address that nobody guesses.")
public final class SourceNew implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubAddress hub;

  @Parameters(index = "0", paramLabel = "<customer>", description = "Whose source it is.")
  private String customer;

  @Parameters(index = "1", paramLabel = "<name>", description = "Such as showpass.")
  private String name;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public SourceNew(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    if (!name.matches("[a-zA-Z][a-zA-Z0-9_-]{0,39}")) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "'" + name + "' can't be a source's name; write letters, digits and dashes.");
    }
    String path = customer + "/" + FreshSecret.path();
    String variable = FreshSecret.variable(customer, name);
    String secret = "${" + variable + ":" + FreshSecret.secret() + "}";
    new SourceEdit(surroundings, customer).add(name, path, secret);
    surroundings.out().println("Endpoint URL: " + hub.uri() + "/hooks/" + path);
    surroundings
        .out()
        .println(
            "Its secret is a random one until you set "
                + variable
                + " or write Showpass's into the file.");
  }
}
