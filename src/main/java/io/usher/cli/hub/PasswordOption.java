package io.usher.cli.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.cli.terminal.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A new password: typed, or else made by the hub and shown once. */
public final class PasswordOption {
  private final Surroundings surroundings;

  @Option(
      names = "--new-password",
      paramLabel = "<password>",
      arity = "0..1",
      interactive = true,
      description = "Asked for when given without a value; made by the hub without it.")
  private @Nullable String password;

  public PasswordOption(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  void into(ObjectNode body) {
    if (password != null) {
      body.put("password", password);
    }
  }

  /** On a line of its own, so that a script can take it. */
  void print(Answer answer) {
    String made = answer.text("password");
    if (!made.isEmpty()) {
      surroundings.out().println("Password: " + made + "   (shown this once)");
    }
  }
}
