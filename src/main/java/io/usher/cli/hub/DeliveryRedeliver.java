package io.usher.cli.hub;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "redeliver", description = "Asks for a new attempt of each delivery.")
public final class DeliveryRedeliver implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "<id>", arity = "1..*", description = "The deliveries' ids.")
  private List<String> ids;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public DeliveryRedeliver(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** One that is refused doesn't keep the others from being asked for. */
  @Override
  public Integer call() {
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
