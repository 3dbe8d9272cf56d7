package io.usher.cli.source;

import io.usher.cli.hub.HubAddress;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "new",
    description = {
      "Makes a customer of another one's files, with an address that nobody guesses.",
      "A hub that runs takes it within seconds."
    })
public final class CustomerNew implements Runnable {
  private static final String ID = "[a-z][a-z0-9-]{0,39}";

  private final Surroundings surroundings;

  @Mixin private HubAddress hub;

  @Parameters(paramLabel = "<id>", description = "Lower-case letters, digits and dashes.")
  private String id;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "<customer>",
      description = "Whose files are copied.")
  private String from;

  @Option(names = "--name", description = "What people call it; the id if not given.")
  private String name;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public CustomerNew(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    if (!id.matches(ID) || List.of("connectors", "shared", "versions").contains(id)) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "'" + id + "' can't be a customer's id; write lower-case letters, digits and dashes.");
    }
    CustomerCopy copy =
        new CustomerCopy(
            from,
            id,
            surroundings.path("USHER_CUSTOMERS_DIR", "config/customers"),
            surroundings.path("USHER_ROUTES_DIR", "routes"));
    List<Path> written = copy.write(name == null ? id : name);
    surroundings.out().println("Written: " + written.size() + " files for " + id + ".");
    for (Source source : new CustomerFiles(surroundings).sources()) {
      if (source.customer().equals(id)) {
        tell(source);
      }
    }
    surroundings
        .out()
        .println(
            "Next: set its secret and connections in config/customers/"
                + id
                + ".yaml, or by the environment variables named there.");
  }

  private void tell(Source source) {
    surroundings
        .out()
        .println("Endpoint URL of " + source.name() + ": " + hub.uri() + "/hooks/" + source.path());
    surroundings
        .out()
        .println(
            "Its secret is a random one until you set "
                + FreshSecret.variable(id, source.name())
                + " or write Showpass's into the file.");
  }
}
