package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "purge",
    description = {
      "Removes payloads and old events that were kept long enough (usher.retention).",
      "The hub does this by itself every hour."
    })
public final class StorePurge implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Option(names = "--dry-run", description = "Only count what would be removed.")
  private boolean dryRun;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public StorePurge(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Answer answer = dryRun ? hub.get("retention") : hub.work("retention/purge", "{}");
    if (json.printed(answer)) {
      return;
    }
    Table table =
        new Table()
            .fixed("CUSTOMER", "KEEPS PAYLOADS", "KEEPS LOG")
            .fixed(dryRun ? "WOULD REMOVE PAYLOADS" : "REMOVED PAYLOADS")
            .fixed("EVENTS", "DELIVERIES", "ATTEMPTS", "PAYLOAD BYTES");
    answer.items().forEach(report -> table.add(row(report)));
    new Sheet(surroundings).print(table, "No events yet.");
  }

  private static String[] row(JsonNode report) {
    JsonNode purged = report.path("purged");
    return new String[] {
      Answer.text(report, "customer"),
      Answer.text(report, "keepPayloads"),
      Answer.text(report, "keepLog"),
      Answer.text(purged, "payloads"),
      Answer.text(purged, "events"),
      Answer.text(purged, "deliveries"),
      Answer.text(purged, "attempts"),
      Answer.text(purged, "bytes")
    };
  }
}
