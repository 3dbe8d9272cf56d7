package io.usher.cli.hub;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What commands share that decide on some events or deliveries by their ids. */
abstract class IdsMove implements Callable<Integer> {
  private final Surroundings surroundings;
  private final String noun;
  private final String path;
  private final String verb;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "<id>", arity = "1..*", description = "Their ids.")
  private List<String> ids = List.of();

  /**
   * @param noun such as Event
   * @param path such as events
   */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  IdsMove(Surroundings surroundings, String noun, String path, String verb) {
    this.surroundings = surroundings;
    this.noun = noun;
    this.path = path;
    this.verb = verb;
  }

  /** One that is refused doesn't keep the others from being asked for. */
  @Override
  public Integer call() {
    return ids.stream().mapToInt(this::moved).max().orElse(0);
  }

  private int moved(String id) {
    try {
      Answer answer = hub.post(path + "/" + HubClient.segment(id) + "/" + verb);
      if (!json.printed(answer)) {
        surroundings.out().printf("%s %s is %s.%n", noun, id, answer.text("status"));
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
