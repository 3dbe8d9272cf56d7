package io.usher.cli.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.cli.terminal.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "password", description = "Gives a user another password; its sessions end.")
public final class UserPassword implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;
  @Mixin private PasswordOption password;

  @Parameters(paramLabel = "<name>", description = "The user's name.")
  private String name;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public UserPassword(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    password.into(body);
    Answer answer = hub.put("users/" + HubClient.segment(name) + "/password", body);
    if (!json.printed(answer)) {
      surroundings.out().printf("User %s has another password.%n", name);
      password.print(answer);
    }
  }
}
