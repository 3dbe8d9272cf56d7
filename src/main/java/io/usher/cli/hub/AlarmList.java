package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists alarms, the newest first.")
public final class AlarmList implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;
  @Mixin private CustomerOption customer;

  @Option(names = "--status", paramLabel = "<status>", description = "OPEN or RECOVERED.")
  private @Nullable String status;

  @Option(names = "--limit", paramLabel = "<n>", description = "How many at most.")
  private @Nullable Integer limit;

  @Option(names = "--cursor", paramLabel = "<cursor>", description = "Go on where a list ended.")
  private @Nullable String cursor;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public AlarmList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Map<String, String> query = customer.query();
    ListOptions.put(query, "status", status == null ? null : status.toUpperCase(Locale.ROOT));
    ListOptions.put(query, "limit", limit);
    ListOptions.put(query, "cursor", cursor);
    Answer answer = hub.get("alarms", query);
    if (!json.printed(answer)) {
      print(answer);
    }
  }

  private void print(Answer answer) {
    Sheet sheet = new Sheet(surroundings);
    Table table = new Table().fixed("STATUS", "KIND", "SINCE", "TOLD").text("WHAT", "WHAT TO DO");
    for (JsonNode alarm : answer.items()) {
      table.add(
          Answer.text(alarm, "status"),
          Answer.text(alarm, "kind"),
          sheet.time(alarm, "raisedAt"),
          sheet.time(alarm, "toldAt"),
          Answer.text(alarm, "what"),
          Answer.text(alarm, "advice"));
    }
    sheet.print(table, "No alarms.");
    sheet.more(answer);
  }
}
