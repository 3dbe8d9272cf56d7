package io.usher.cli.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Printable;
import io.usher.cli.terminal.Surroundings;
import io.usher.event.MaskedPayload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows an event, its deliveries and its payload.")
public final class EventShow implements Runnable {
  private final Surroundings surroundings;
  private final Sheet sheet;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "<id>", description = "The event's id.")
  private String id;

  @Option(names = "--raw", description = "Show barcodes too; whoever has one can get in with it.")
  private boolean raw;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public EventShow(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.sheet = new Sheet(surroundings);
  }

  @Override
  public void run() {
    Answer answer = hub.get("events/" + HubClient.segment(id));
    if (!json.printed(answer)) {
      facts(answer.json());
      surroundings.out().println();
      sheet.deliveries(answer.json().path("deliveries"));
      surroundings.out().println();
      payload();
    }
  }

  private void facts(JsonNode event) {
    sheet.field("Event", Answer.text(event, "id"));
    sheet.field("Status", Answer.text(event, "status"));
    sheet.field("Reason", Answer.text(event, "statusReason"));
    sheet.field("Type", Answer.text(event, "type"));
    sheet.field("Customer", Answer.text(event, "customer"));
    sheet.field("Source", Answer.text(event, "source"));
    sheet.field("Received", sheet.time(event, "receivedAt"));
    sheet.field("Buyer", Answer.text(event, "buyerName"));
    sheet.field("Mail", Answer.text(event, "buyerEmail"));
    sheet.field("Transaction", Answer.text(event, "transaction"));
    sheet.field("Key", Answer.text(event, "key"));
    sheet.field("Size", Answer.text(event, "size") + " bytes");
    sheet.field("Duplicates", Answer.text(event, "duplicates"));
  }

  /** Whoever may see the event may not always have its payload. */
  private void payload() {
    try {
      payload(hub.bytes("events/" + HubClient.segment(id) + "/payload"));
    } catch (CommandFailed refused) {
      if (refused.exitCode() != CommandFailed.NOT_ALLOWED) {
        throw refused;
      }
      surroundings.out().println("The payload is for operators: " + refused.getMessage());
    }
  }

  private void payload(byte[] payload) {
    String shown = raw ? new String(payload, UTF_8) : MaskedPayload.of(payload);
    surroundings.out().println(Printable.lines(shown));
  }
}
