package io.usher.cli.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.usher.cli.terminal.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Who the person is, for the API: a token, the admin's password, the token that stands beside this
 * hub's address in the person's own file, or the one that a hub on this machine wrote into its data
 * folder. That one is never sent to another machine.
 */
public final class HubLogin {
  private final Surroundings surroundings;

  @Option(
      names = "--token",
      paramLabel = "<token>",
      description = "API token; USHER_TOKEN, or the one in ~/.config/usher/config.yaml.")
  private @Nullable String token;

  @Option(
      names = "--user",
      paramLabel = "<name>",
      description = "Who the password is of; USHER_USER, or admin.")
  private @Nullable String user;

  @Option(
      names = "--password",
      paramLabel = "<password>",
      arity = "0..1",
      interactive = true,
      description = "Asked for when given without a value; USHER_ADMIN_PASSWORD.")
  private @Nullable String password;

  public HubLogin(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The Authorization header, if there is anything to log in with. */
  Optional<String> header(HubAddress address) {
    return Optional.ofNullable(token)
        .map(HubLogin::bearer)
        .or(() -> Optional.ofNullable(password).map(this::basic))
        .or(() -> surroundings.variable("USHER_TOKEN").map(HubLogin::bearer))
        .or(() -> surroundings.variable("USHER_ADMIN_PASSWORD").map(this::basic))
        .or(() -> HomeFile.of(surroundings).tokenFor(address).map(HubLogin::bearer))
        .or(() -> address.isThisMachine() ? tokenFile().map(HubLogin::bearer) : Optional.empty());
  }

  private static String bearer(String token) {
    return "Bearer " + token.strip();
  }

  private String basic(String password) {
    String name = user == null ? surroundings.variable("USHER_USER").orElse("admin") : user;
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }

  private Optional<String> tokenFile() {
    Path file = surroundings.path("USHER_DATA_DIR", "data").resolve("cli-token");
    try {
      return Files.isReadable(file)
          ? Optional.of(Files.readString(file)).filter(text -> !text.isBlank())
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
