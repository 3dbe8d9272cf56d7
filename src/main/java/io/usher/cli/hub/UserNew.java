package io.usher.cli.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.cli.terminal.Surroundings;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "new",
    description = "Adds somebody who signs in with a password.",
    footer = {"", "Example: usher user new anna --role operator --customer demo", ""})
public final class UserNew implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;
  @Mixin private PasswordOption password;

  @Parameters(paramLabel = "<name>", description = "Small letters, digits, and . _ - within.")
  private String name;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "<role>",
      description = "viewer, operator, editor or admin.")
  private String role;

  @Option(
      names = "--customer",
      paramLabel = "<name>",
      split = ",",
      description = "Only these customers; all without it.")
  private List<String> customers = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public UserNew(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name).put("role", role);
    AccessSheet.put(body, "customers", customers);
    password.into(body);
    Answer answer = hub.post("users", body, Map.of());
    if (!json.printed(answer)) {
      surroundings
          .out()
          .printf(
              "User %s is %s for customers: %s.%n",
              name, role, AccessSheet.customers(answer.json().path("user")));
      password.print(answer);
    }
  }
}
