package io.usher.cli.source;

import io.usher.cli.terminal.CommandFailed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * A sender that a customer's file declares, its placeholders not yet resolved: a command needs only
 * those that it uses.
 */
public record Source(
    Path file,
    String customer,
    String name,
    String verifier,
    String writtenPath,
    List<String> writtenSecrets,
    Map<String, String> variables) {

  private static final PropertyPlaceholderHelper PLACEHOLDERS =
      new PropertyPlaceholderHelper("${", "}", ":", null, false);

  public String path() {
    return resolved(writtenPath, "path").replaceAll("^/+", "");
  }

  /** The first of its secrets: the newest, when two are active during a change. */
  public String secret() {
    return writtenSecrets.stream()
        .findFirst()
        .map(secret -> resolved(secret, "secret"))
        .orElseThrow(() -> failed("has no secrets. Add one under secrets:, or give --secret."));
  }

  private String resolved(String written, String field) {
    try {
      return PLACEHOLDERS.replacePlaceholders(written, variables::get);
    } catch (IllegalArgumentException missing) {
      throw failed(
          "has the "
              + field
              + " "
              + written
              + ", which isn't in the environment. Set it, or give --"
              + field
              + ".");
    }
  }

  private CommandFailed failed(String what) {
    return new CommandFailed(
        CommandFailed.WRONG_USAGE, "Source " + name + " in " + file + " " + what);
  }
}
