package io.usher.cli.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "Changes a user's role or customers; its sessions end.")
public final class UserSet implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "<name>", description = "The user's name.")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "<role>",
      description = "viewer, operator, editor or admin.")
  private @Nullable String role;

  @Option(
      names = "--customer",
      paramLabel = "<name>",
      split = ",",
      description = "Only these customers.")
  private List<String> customers = List.of();

  @Option(names = "--all-customers", description = "No limit any more.")
  private boolean all;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public UserSet(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    if (role == null && customers.isEmpty() && !all) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE, "Say what to change: --role, --customer or --all-customers.");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (role != null) {
      body.put("role", role);
    }
    if (all || !customers.isEmpty()) {
      AccessSheet.put(body, "customers", all ? List.of() : customers);
    }
    Answer answer = hub.patch("users/" + HubClient.segment(name), body);
    if (!json.printed(answer)) {
      surroundings
          .out()
          .printf(
              "User %s is %s for customers: %s.%n",
              name, answer.text("role"), AccessSheet.customers(answer.json()));
    }
  }
}
