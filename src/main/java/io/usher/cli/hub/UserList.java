package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists who signs in with a password.")
public final class UserList implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public UserList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Answer answer = hub.get("users");
    if (json.printed(answer)) {
      return;
    }
    Sheet sheet = new Sheet(surroundings);
    Table table = new Table().fixed("NAME", "ROLE", "CREATED", "SIGNED IN").text("CUSTOMERS");
    for (JsonNode user : answer.items()) {
      table.add(
          Answer.text(user, "name"),
          Answer.text(user, "role"),
          sheet.time(user, "createdAt"),
          sheet.time(user, "signedInAt"),
          AccessSheet.customers(user));
    }
    sheet.print(table, "No users.");
  }
}
