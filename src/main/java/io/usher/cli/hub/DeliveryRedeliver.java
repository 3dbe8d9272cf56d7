package io.usher.cli.hub;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "redeliver",
    description = {
      "Asks for a new attempt of each delivery: of those with the ids,",
      "or, as a job, of all that the options name."
    },
    footer = {
      "",
      "Example: usher delivery redeliver --status DEAD --destination salesforce --since 2d",
      "Without --status it takes what waits or is dead; DELIVERED and DISCARDED only by name.",
      ""
    })
public final class DeliveryRedeliver implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;
  @Mixin private JobFilterOptions filter;
  @Mixin private JobOptions job;

  @Parameters(paramLabel = "<id>", arity = "0..*", description = "The deliveries' ids.")
  private List<String> ids = List.of();

  @Option(names = "--destination", paramLabel = "<name>", description = "Such as receipts.")
  private @Nullable String destination;

  @Option(names = "--error", paramLabel = "<text>", description = "Part of the last error.")
  private @Nullable String error;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public DeliveryRedeliver(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Map<String, String> more = new LinkedHashMap<>();
    ListOptions.put(more, "destination", destination);
    ListOptions.put(more, "error", error);
    boolean many = !filter.isEmpty() || !more.isEmpty();
    if (many != ids.isEmpty()) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "Name deliveries by their ids, or by options such as --status DEAD --destination receipts,"
              + " not by "
              + (many ? "both." : "neither."));
    }
    return many ? job.run(hub, json, filter.body("REDELIVER", more)) : redeliveredAll();
  }

  /** One that is refused doesn't keep the others from being asked for. */
  private int redeliveredAll() {
    return ids.stream().mapToInt(this::redelivered).max().orElse(0);
  }

  private int redelivered(String id) {
    try {
      Answer answer = hub.post("deliveries/" + HubClient.segment(id) + "/redeliver");
      if (!json.printed(answer)) {
        surroundings
            .out()
            .printf(
                "Delivery %s to %s is %s again.%n",
                id, answer.text("destination"), answer.text("status"));
      }
      return 0;
    } catch (CommandFailed refused) {
      if (refused.exitCode() > CommandFailed.WRONG_USAGE) {
        throw refused;
      }
      surroundings.err().println(id + ": " + refused.getMessage());
      return refused.exitCode();
    }
  }
}
