package io.usher.cli.hub;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hub a command talks to. */
public final class HubAddress {
  private static final Set<String> THIS_MACHINE =
      Set.of("localhost", "127.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]");

  private final Surroundings surroundings;

  @Option(
      names = "--url",
      paramLabel = "<url>",
      description =
          "The hub; USHER_URL, ~/.config/usher/config.yaml, or http://127.0.0.1:8080 (SERVER_PORT).")
  private @Nullable String url;

  public HubAddress(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Without a slash at its end. */
  public URI uri() {
    String written = url != null ? url : surroundings.variable("USHER_URL").orElseGet(this::local);
    try {
      return checked(URI.create(written.replaceAll("/+$", "")));
    } catch (IllegalArgumentException unreadable) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "'" + written + "' isn't a hub's address. Write one such as http://127.0.0.1:8080.");
    }
  }

  private String local() {
    return surroundings
        .variable("SERVER_PORT")
        .map(port -> "http://127.0.0.1:" + port)
        .or(() -> HomeFile.of(surroundings).address())
        .orElse("http://127.0.0.1:8080");
  }

  private static URI checked(URI uri) {
    if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException(uri.toString());
    }
    return uri;
  }

  boolean isThisMachine() {
    return THIS_MACHINE.contains(uri().getHost());
  }

  public CommandFailed notReachable() {
    return new CommandFailed(
        CommandFailed.HUB_NOT_REACHABLE,
        "No hub answered at "
            + uri()
            + ". Start it with ./mvnw spring-boot:run, or name its address with --url.");
  }
}
