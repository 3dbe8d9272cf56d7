package io.usher.cli.simulator;

import io.usher.cli.hub.HubAddress;
import io.usher.cli.source.CustomerFiles;
import io.usher.cli.source.Source;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where webhooks go and how they are signed: as a customer's file says, unless told otherwise. */
public final class WebhookOptions {
  private final Surroundings surroundings;

  @Mixin private HubAddress hub;

  @Option(names = "--customer", paramLabel = "<name>", description = "Default: the first file's.")
  private @Nullable String customer;

  @Option(names = "--source", paramLabel = "<name>", description = "Default: the first one.")
  private @Nullable String source;

  @Option(names = "--secret", paramLabel = "<secret>", description = "Sign with this one instead.")
  private @Nullable String secret;

  @Option(names = "--path", paramLabel = "<path>", description = "Send to /hooks/<path> instead.")
  private @Nullable String path;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public WebhookOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  URI uri() {
    String written = path != null ? path.replaceAll("^/*(hooks/)?", "") : source().path();
    try {
      return URI.create(hub.uri() + "/hooks/" + written);
    } catch (IllegalArgumentException unreadable) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "'" + written + "' isn't a path. Write one such as demo/showpass.");
    }
  }

  String secret() {
    return secret != null ? secret : signedAsShowpassDoes(source()).secret();
  }

  CommandFailed notReachable() {
    return hub.notReachable();
  }

  private Source source() {
    return new CustomerFiles(surroundings).source(customer, source);
  }

  private static Source signedAsShowpassDoes(Source source) {
    if (!source.verifier().equals("showpass")) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "Source "
              + source.name()
              + " has the verifier '"
              + source.verifier()
              + "'; only showpass can be simulated. Name another with --source, or give --secret.");
    }
    return source;
  }
}
