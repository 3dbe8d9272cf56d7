package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "test",
    description = "Sends a test to everyone who is told of alarms.",
    footer = "%nExit code 1 when somebody was not reached, or nobody would be told.%n")
public final class AlarmTest implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public AlarmTest(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Answer answer = hub.work("alarms/test", "");
    if (!json.printed(answer)) {
      print(answer);
    }
    return allReached(answer) ? 0 : CommandFailed.FAILED;
  }

  private void print(Answer answer) {
    Table table = new Table().fixed("RECIPIENTS OF", "BY", "SENT").text("ERROR");
    for (JsonNode result : answer.items()) {
      String customer = Answer.text(result, "customer");
      String error = Answer.text(result, "error");
      table.add(
          customer.isEmpty() ? "the hub" : customer,
          Answer.text(result, "channel"),
          error.isEmpty() ? "yes" : "NO",
          error);
    }
    new Sheet(surroundings)
        .print(
            table,
            "Nobody is told of alarms. Set usher.alarm.mail.to, usher.alarm.slack-url or usher.alarm.webhook-url in config/application.yaml.");
  }

  private static boolean allReached(Answer answer) {
    return answer.items().iterator().hasNext()
        && StreamSupport.stream(answer.items().spliterator(), false)
            .allMatch(result -> Answer.text(result, "error").isEmpty());
  }
}
