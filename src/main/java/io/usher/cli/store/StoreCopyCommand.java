package io.usher.cli.store;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.ProgressBar;
import io.usher.cli.terminal.Surroundings;
import io.usher.settings.StartupProblem;
import io.usher.store.StoreCopy;
import io.usher.store.StoreCopy.Copied;
import io.usher.store.StoreSettings;
import java.util.List;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "copy",
    description = {
      "Copies a whole store into an empty database, such as from SQLite to PostgreSQL.",
      "Stop the hubs first. It is one transaction: after a failure the other side is as empty as before.",
      "Passwords: USHER_FROM_PASSWORD and USHER_TO_PASSWORD."
    })
public final class StoreCopyCommand implements Runnable {
  private final Surroundings surroundings;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "<url>",
      description = "JDBC address of the store, such as jdbc:sqlite:data/usher.db.")
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "<url>",
      description = "JDBC address of the empty database, such as jdbc:postgresql://db/usher.")
  private String to;

  @Option(names = "--from-user", paramLabel = "<name>", description = "Who reads.")
  private String fromUser = "";

  @Option(names = "--to-user", paramLabel = "<name>", description = "Who writes.")
  private String toUser = "";

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public StoreCopyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    LoggingSystem.get(StoreCopyCommand.class.getClassLoader()).beforeInitialize();
    String fromPassword = surroundings.variable("USHER_FROM_PASSWORD").orElse("");
    String toPassword = surroundings.variable("USHER_TO_PASSWORD").orElse("");
    try {
      StoreCopy copy =
          new StoreCopy(
              new StoreSettings(from, fromUser, fromPassword),
              new StoreSettings(to, toUser, toPassword));
      ProgressBar bar = new ProgressBar(surroundings);
      List<Copied> copied = copy.run((table, rows) -> bar.show("Copying " + table, rows, 0));
      bar.end();
      print(copied);
    } catch (StartupProblem refused) {
      throw new CommandFailed(CommandFailed.FAILED, String.valueOf(refused.getMessage()));
    }
  }

  private void print(List<Copied> copied) {
    surroundings.out().println("Copied, and compared row by row:");
    copied.forEach(
        table ->
            surroundings
                .out()
                .printf("  %-17s %,12d rows  %016x%n", table.table(), table.rows(), table.sum()));
    surroundings
        .out()
        .println(
            "Now name the new database with usher.store.url and start the hub. Keep the old one until you are content, but never start a hub on it again.");
  }
}
