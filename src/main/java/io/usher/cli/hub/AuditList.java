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

@Command(name = "list", description = "Lists who did what, the newest first.")
public final class AuditList implements Runnable {
  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;
  @Mixin private PageOptions page;

  @Option(names = "--who", paramLabel = "<name>", description = "Only this user's or token's.")
  private @Nullable String who;

  @Option(
      names = "--action",
      paramLabel = "<action>",
      description = "Such as delivery.redeliver, or delivery for all of them.")
  private @Nullable String action;

  @Option(names = "--subject", paramLabel = "<id>", description = "Only what was done to this.")
  private @Nullable String subject;

  @Option(names = "--customer", paramLabel = "<name>", description = "Only this customer's.")
  private @Nullable String customer;

  @Option(
      names = "--outcome",
      paramLabel = "<outcome>",
      description = "DONE, REFUSED, FAILED or BEGUN.")
  private @Nullable String outcome;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public AuditList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Answer answer = hub.get("audit", query());
    if (!json.printed(answer)) {
      print(answer);
    }
  }

  private Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    ListOptions.put(query, "who", who);
    ListOptions.put(query, "action", action);
    ListOptions.put(query, "subject", subject);
    ListOptions.put(query, "customer", customer);
    ListOptions.put(query, "outcome", outcome == null ? null : outcome.toUpperCase(Locale.ROOT));
    page.putInto(query);
    return query;
  }

  private void print(Answer answer) {
    Sheet sheet = new Sheet(surroundings);
    Table table =
        new Table().fixed("AT", "WHO", "VIA", "FROM", "ACTION", "OUTCOME").text("ON", "DETAIL");
    for (JsonNode entry : answer.items()) {
      table.add(
          sheet.time(entry, "at"),
          Answer.text(entry, "who"),
          Answer.text(entry, "via"),
          Answer.text(entry, "address"),
          Answer.text(entry, "action"),
          Answer.text(entry, "outcome"),
          on(entry),
          Answer.text(entry, "detail"));
    }
    sheet.print(table, "Nothing was done yet, or nothing that these options name.");
    sheet.more(answer);
  }

  private static String on(JsonNode entry) {
    String customer = Answer.text(entry, "customer");
    String subject = Answer.text(entry, "subject");
    return customer.isEmpty() || subject.isEmpty() ? customer + subject : customer + "/" + subject;
  }
}
