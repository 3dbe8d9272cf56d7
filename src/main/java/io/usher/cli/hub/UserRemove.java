package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Removes a user; its sessions end.")
public final class UserRemove implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;

  @Parameters(paramLabel = "<name>", description = "The user's name.")
  private String name;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public UserRemove(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    hub.delete("users/" + HubClient.segment(name));
    surroundings.out().printf("User %s is removed.%n", name);
  }
}
