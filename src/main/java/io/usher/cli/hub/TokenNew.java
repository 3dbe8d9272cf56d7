package io.usher.cli.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.cli.terminal.Surroundings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "new",
    description = "Makes a token for a script and prints it, this once.",
    footer = {
      "",
      "Example: usher token new --name nightly --role viewer --customer demo --scope events:read --expires 90d",
      "Scopes: events:read, payloads:read, events:write, deliveries:write, routes:write, jobs:write,",
      "metrics:read, admin.",
      ""
    })
public final class TokenNew implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Option(names = "--name", required = true, paramLabel = "<name>", description = "What it is for.")
  private String name;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "<role>",
      description = "viewer, operator, editor or admin.")
  private String role;

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "<scope>",
      split = ",",
      description = "Such as events:read; several with commas between.")
  private List<String> scopes = List.of();

  @Option(
      names = "--customer",
      paramLabel = "<name>",
      split = ",",
      description = "Only these customers; all without it.")
  private List<String> customers = List.of();

  @Option(names = "--expires", paramLabel = "<time>", description = "Such as 30d; 90d without it.")
  private @Nullable String expires;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public TokenNew(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name).put("role", role);
    AccessSheet.put(body, "scopes", scopes);
    AccessSheet.put(body, "customers", customers);
    if (expires != null) {
      body.put("expires", expires);
    }
    Answer answer = hub.post("tokens", body, Map.of());
    if (!json.printed(answer)) {
      surroundings.out().println(answer.text("token"));
      surroundings
          .err()
          .println(
              "Shown this once. It lasts until "
                  + new Sheet(surroundings).time(answer.json(), "expiresAt")
                  + "; revoke it with: usher token revoke "
                  + answer.text("id"));
    }
  }
}
