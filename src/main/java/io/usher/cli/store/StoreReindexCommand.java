package io.usher.cli.store;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import io.usher.store.StoreReindex;
import io.usher.store.StoreSettings;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;

@Command(
    name = "reindex",
    description = {
      "Empties the index that searches use; the next start of the hub fills it anew, some thousand events a second.",
      "For an index that usher doctor calls damaged. Stop the hubs first."
    })
public final class StoreReindexCommand implements Runnable {
  private final Surroundings surroundings;

  public StoreReindexCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    LoggingSystem.get(StoreReindexCommand.class.getClassLoader()).beforeInitialize();
    LocalSettings settings = new LocalSettings(surroundings);
    try {
      new StoreReindex(
              settings.of("usher.store", StoreSettings.class),
              settings.of("usher", HubSettings.class))
          .run();
      surroundings.out().println("The index is empty. Start the hub; it fills it by itself.");
    } catch (StartupProblem refused) {
      throw new CommandFailed(CommandFailed.FAILED, String.valueOf(refused.getMessage()));
    }
  }
}
