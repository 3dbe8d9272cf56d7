package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows a delivery and each of its attempts.")
public final class DeliveryShow implements Runnable {
  private final Surroundings surroundings;
  private final Sheet sheet;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "<id>", description = "The delivery's id.")
  private String id;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public DeliveryShow(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.sheet = new Sheet(surroundings);
  }

  @Override
  public void run() {
    Answer answer = hub.get("deliveries/" + HubClient.segment(id));
    if (!json.printed(answer)) {
      facts(answer.json());
      surroundings.out().println();
      attempts(answer.json().path("log"));
    }
  }

  private void facts(JsonNode delivery) {
    sheet.field("Delivery", Answer.text(delivery, "id"));
    sheet.field("Status", Answer.text(delivery, "status"));
    sheet.field("Destination", Answer.text(delivery, "destination"));
    sheet.field("Customer", Answer.text(delivery, "customer"));
    sheet.field("Event", Answer.text(delivery, "eventId"));
    sheet.field("Type", Answer.text(delivery, "eventType"));
    sheet.field("Transaction", Answer.text(delivery, "transaction"));
    sheet.field("Created", sheet.time(delivery, "createdAt"));
    sheet.field("Next attempt", sheet.time(delivery, "dueAt"));
    sheet.field("Finished", sheet.time(delivery, "finishedAt"));
    sheet.field("Version", Answer.text(delivery, "version"));
    sheet.field("Last error", Answer.text(delivery, "lastError"));
  }

  private void attempts(JsonNode log) {
    Table table =
        new Table().fixed("TRY", "STARTED", "TOOK", "OUTCOME", "BY", "VERSION").text("SAID");
    for (JsonNode attempt : log) {
      table.add(
          Answer.text(attempt, "number"),
          sheet.time(attempt, "startedAt"),
          Answer.text(attempt, "durationMs") + " ms",
          Answer.text(attempt, "outcome"),
          attempt.path("manual").asBoolean() ? "a person" : "the hub",
          Answer.text(attempt, "version"),
          said(attempt));
    }
    sheet.print(table, "No attempts yet.");
  }

  private static String said(JsonNode attempt) {
    String error = Answer.text(attempt, "error");
    String cause = Answer.text(attempt, "cause");
    if (error.isEmpty()) {
      return Answer.text(attempt, "response");
    }
    return cause.isEmpty() || cause.equals(error) ? error : error + " (" + cause + ")";
  }
}
