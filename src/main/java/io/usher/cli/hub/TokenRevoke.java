package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = "Revokes a token for good.")
public final class TokenRevoke implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;

  @Parameters(paramLabel = "<id>", description = "As usher token list shows it.")
  private String id;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public TokenRevoke(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    hub.delete("tokens/" + HubClient.segment(id));
    surroundings.out().printf("Token %s is revoked.%n", id);
  }
}
