package io.usher.cli.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "reroute",
    description = {
      "Sends events through today's router once more: those with the ids,",
      "or, as a job, all that the options name."
    },
    footer = {
      "",
      "Example: usher event reroute --type invoice.purchase --since 7d --to salesforce",
      "What an event was delivered to already is not delivered again, unless --again says so.",
      ""
    })
public final class EventReroute implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;
  @Mixin private JobFilterOptions filter;
  @Mixin private JobOptions job;

  @Parameters(paramLabel = "<id>", arity = "0..*", description = "The events' ids.")
  private List<String> ids = List.of();

  @Option(
      names = "--to",
      paramLabel = "<name>",
      split = ",",
      description = "Only to these destinations; wherever the router says without it.")
  private List<String> destinations = List.of();

  @Option(names = "--again", description = "Deliver once more what is finished there.")
  private boolean again;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public EventReroute(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    boolean many = !filter.isEmpty();
    if (many != ids.isEmpty()) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "Name events by their ids, or by options such as --type invoice.purchase --since 7d, not by "
              + (many ? "both." : "neither."));
    }
    return many ? job.run(hub, json, choice(filter.body("REROUTE", Map.of()))) : reroutedAll();
  }

  private ObjectNode choice(ObjectNode body) {
    destinations.forEach(body.withArray("destinations")::add);
    return body.put("again", again);
  }

  /** One that is refused doesn't keep the others from being asked for. */
  private int reroutedAll() {
    return ids.stream().mapToInt(this::rerouted).max().orElse(0);
  }

  private int rerouted(String id) {
    try {
      ObjectNode body = choice(JsonNodeFactory.instance.objectNode());
      Answer answer = hub.post("events/" + HubClient.segment(id) + "/reroute", body, Map.of());
      if (!json.printed(answer)) {
        surroundings.out().printf("Event %s waits for its router again.%n", id);
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
