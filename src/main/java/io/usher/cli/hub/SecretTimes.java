package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Times;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** When secrets were last used, as a running hub knows it; without one, nothing. */
public final class SecretTimes {

  @Mixin private HubClient hub;
  private @Nullable Map<String, JsonNode> asked;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public SecretTimes() {}

  /** The hub's address. */
  public URI uri() {
    return hub.uri();
  }

  /** Of each secret in the order of the file; empty when no hub says so. */
  public String of(String customer, String source, Clock clock) {
    JsonNode found = all().get(customer + "/" + source);
    return found == null
        ? ""
        : StreamSupport.stream(found.path("secrets").spliterator(), false)
            .map(secret -> time(secret, clock))
            .collect(Collectors.joining(", "));
  }

  private static String time(JsonNode secret, Clock clock) {
    String at = Answer.text(secret, "lastUsedAt");
    return at.isEmpty() ? "never" : Times.local(at, clock);
  }

  private Map<String, JsonNode> all() {
    Map<String, JsonNode> known = asked;
    if (known == null) {
      known = new HashMap<>();
      try {
        for (JsonNode source : hub.get("sources").items()) {
          known.put(Answer.text(source, "customer") + "/" + Answer.text(source, "name"), source);
        }
      } catch (CommandFailed noHub) {
        known.clear();
      }
      asked = known;
    }
    return known;
  }
}
