package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists the tokens of scripts, the newest first.")
public final class TokenList implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public TokenList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Answer answer = hub.get("tokens");
    if (json.printed(answer)) {
      return;
    }
    Sheet sheet = new Sheet(surroundings);
    Table table =
        new Table()
            .fixed("ID", "BEGINS", "STATUS", "ROLE", "EXPIRES", "LAST USED")
            .text("NAME", "SCOPES", "CUSTOMERS");
    for (JsonNode token : answer.items()) {
      table.add(
          Answer.text(token, "id"),
          Answer.text(token, "prefix") + "…",
          Answer.text(token, "status"),
          Answer.text(token, "role"),
          sheet.time(token, "expiresAt"),
          sheet.time(token, "lastUsedAt"),
          Answer.text(token, "name"),
          AccessSheet.list(token.path("scopes")),
          AccessSheet.customers(token));
    }
    sheet.print(table, "No tokens. Make one with: usher token new");
  }
}
