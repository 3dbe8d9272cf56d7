package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists jobs, the newest first.")
public final class JobList implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;

  @Option(names = "--status", paramLabel = "<status>", description = "Such as RUNNING or DONE.")
  private @Nullable String status;

  @Option(names = "--limit", paramLabel = "<n>", description = "How many at most.")
  private @Nullable Integer limit;

  @Option(names = "--cursor", paramLabel = "<cursor>", description = "Go on where a list ended.")
  private @Nullable String cursor;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public JobList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Map<String, String> query = new LinkedHashMap<>();
    ListOptions.put(query, "status", status == null ? null : status.toUpperCase(Locale.ROOT));
    ListOptions.put(query, "limit", limit);
    ListOptions.put(query, "cursor", cursor);
    Answer answer = hub.get("jobs", query);
    if (!json.printed(answer)) {
      print(answer);
    }
  }

  private void print(Answer answer) {
    Sheet sheet = new Sheet(surroundings);
    Table table =
        new Table()
            .fixed("ID", "MADE", "KIND", "STATUS", "TOTAL", "DONE", "SKIPPED")
            .text("BY", "FILTER");
    for (JsonNode job : answer.items()) {
      table.add(
          Answer.text(job, "id"),
          sheet.time(job, "createdAt"),
          Answer.text(job, "kind"),
          Answer.text(job, "status"),
          Answer.text(job, "total"),
          Answer.text(job, "done"),
          Answer.text(job, "skipped"),
          Answer.text(job, "createdBy"),
          JobSheet.filter(job));
    }
    sheet.print(table, "No jobs. Make one with: usher delivery redeliver --status DEAD");
    sheet.more(answer);
  }
}
