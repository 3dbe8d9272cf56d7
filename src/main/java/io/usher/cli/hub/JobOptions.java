package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a job is started: it shows how many and which, asks, starts it and watches it. */
public final class JobOptions {
  private final Surroundings surroundings;

  @Option(names = "--rate", paramLabel = "<rate>", description = "Such as 50/s or 600/m.")
  private @Nullable String rate;

  @Option(names = "--yes", description = "Don't ask.")
  private boolean yes;

  @Option(names = "--detach", description = "Start the job and don't wait for its end.")
  private boolean detach;

  public JobOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Returns the exit code. */
  int run(HubClient hub, JsonOption json, ObjectNode body) {
    Answer preview = hub.post("jobs/preview", body, Map.of());
    if (preview.json().path("count").asLong() == 0) {
      if (!json.printed(preview)) {
        surroundings.out().println("Nothing matches, so there is nothing to do.");
      }
      return 0;
    }
    if (!yes && !agreed(preview)) {
      surroundings.err().println("Nothing was done.");
      return CommandFailed.FAILED;
    }
    if (rate != null) {
      body.put("rate", rate);
    }
    Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    Answer job = hub.post("jobs", body, once);
    return new JobWatch(surroundings, hub, json).started(job, detach);
  }

  /** Asks beside the output, which may be a script's. */
  private boolean agreed(Answer preview) {
    Surroundings beside =
        new Surroundings(
            surroundings.variables(),
            surroundings.folder(),
            surroundings.clock(),
            surroundings.err(),
            surroundings.err());
    sample(new Sheet(beside), preview.json());
    surroundings.err().print(question(preview.json()));
    surroundings.err().flush();
    String answer =
        surroundings
            .keyboard()
            .line()
            .orElseThrow(
                () ->
                    new CommandFailed(
                        CommandFailed.WRONG_USAGE,
                        "Nobody is at a terminal to be asked. Add --yes to start the job without asking."));
    return answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  private static void sample(Sheet sheet, JsonNode preview) {
    if (isReroute(preview)) {
      sheet.events(preview.path("sample"));
    } else {
      sheet.deliveries(preview.path("sample"));
    }
  }

  private static String question(JsonNode preview) {
    long count = preview.path("count").asLong();
    long rest = count - preview.path("sample").size();
    boolean more = preview.path("more").asBoolean();
    return (rest > 0 ? "and %,d more%n".formatted(rest) : "")
        + "%s %s%,d %s? [y/N] "
            .formatted(
                isReroute(preview) ? "Re-route" : "Redeliver",
                more ? "more than " : "",
                count,
                isReroute(preview) ? "events" : "deliveries");
  }

  private static boolean isReroute(JsonNode preview) {
    return "REROUTE".equals(Answer.text(preview, "kind"));
  }
}
