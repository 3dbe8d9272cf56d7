package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Printable;
import io.usher.cli.terminal.Surroundings;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "erase",
    description = {
      "Erases one person's data from events, deliveries and attempts, and prints the record of it.",
      "Without --yes it only tells what would be erased."
    })
public final class PersonErase implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "<e-mail>", description = "The person's address.")
  private String email;

  @Option(names = "--dry-run", description = "Only tell what would be erased.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Erase it for good.")
  private boolean yes;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public PersonErase(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    boolean erasing = yes && !dryRun;
    Answer answer = hub.work("persons/erase", request(!erasing));
    if (!json.printed(answer)) {
      print(answer, erasing);
    }
    if (!yes && !dryRun) {
      surroundings.err().println("Nothing was erased. Add --yes to erase it for good.");
      return CommandFailed.WRONG_USAGE;
    }
    return 0;
  }

  private String request(boolean onlyCount) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("email", email)
        .put("dryRun", onlyCount)
        .toString();
  }

  private void print(Answer answer, boolean erased) {
    surroundings.out().println((erased ? "Erased: " : "Would be erased: ") + Printable.line(email));
    Sheet sheet = new Sheet(surroundings);
    sheet.field("record", answer.text("id"));
    sheet.field("at", sheet.time(answer.json(), "erasedAt"));
    sheet.field("by", answer.text("erasedBy"));
    sheet.field("SHA-256", answer.text("emailSha256"));
    sheet.field("searched", answer.text("eventsSearched") + " events");
    sheet.field("found in", answer.json().path("events").size() + " events");
    answer.json().path("events").forEach(event -> sheet.field("", event(event)));
    sheet.field("attempts", erased ? answer.text("attempts") + " emptied of their texts" : "");
    sheet.field("other texts", answer.text("otherTexts"));
    sheet.field("given up", ids(answer.json().path("discardedDeliveries")));
    sheet.field("in flight", ids(answer.json().path("deliveriesInFlight")));
    sheet.field("traces", answer.text("traces"));
    if (!answer.json().path("deliveriesInFlight").isEmpty()) {
      surroundings
          .err()
          .println("Deliveries were in flight: erase once more when they are finished.");
    }
  }

  private static String event(JsonNode event) {
    String role =
        switch (Answer.text(event, "role")) {
          case "BUYER" -> "the buyer";
          case "HOLDER" -> "a ticket's holder";
          default -> "mentioned: the whole payload goes";
        };
    return Answer.text(event, "id") + "  " + Answer.text(event, "customer") + "  " + role;
  }

  private static String ids(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }
}
