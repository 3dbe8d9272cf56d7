package io.usher.cli.hub;

import io.usher.cli.terminal.Surroundings;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "diff", description = "Shows what a version changed.")
public final class RouteDiff implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "<version>", description = "As usher route history lists it.")
  private int version;

  @Option(names = "--route", description = "Only this route's file, such as demo/receipts.")
  private String route;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public RouteDiff(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Answer answer =
        hub.get("routes/versions/" + version, route == null ? Map.of() : Map.of("route", route));
    if (!json.printed(answer)) {
      surroundings.out().print(answer.text("diff"));
    }
  }
}
