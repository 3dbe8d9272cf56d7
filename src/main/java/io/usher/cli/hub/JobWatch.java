package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Help.Ansi;

/** Follows a job to its end. The job goes on without it. */
final class JobWatch {
  private static final Set<String> AT_WORK = Set.of("RUNNING", "PAUSED");
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  private final Surroundings surroundings;
  private final HubClient hub;
  private final JsonOption json;

  JobWatch(Surroundings surroundings, HubClient hub, JsonOption json) {
    this.surroundings = surroundings;
    this.hub = hub;
    this.json = json;
  }

  /** Returns the exit code. */
  int started(Answer job, boolean detach) {
    if (detach) {
      if (!json.printed(job)) {
        surroundings.out().printf("Job %s started. See: usher job show %1$s%n", job.text("id"));
      }
      return 0;
    }
    surroundings.err().printf("Job %s started; Ctrl-C leaves it running.%n", job.text("id"));
    Answer end = followed(job);
    if (!json.printed(end)) {
      surroundings.out().println(sentence(end.json()));
    }
    return end.text("status").equals("DONE") ? 0 : CommandFailed.FAILED;
  }

  private Answer followed(Answer job) {
    Answer now = job;
    while (AT_WORK.contains(now.text("status"))) {
      line(now.json());
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      now = hub.get("jobs/" + HubClient.segment(job.text("id")));
    }
    line(now.json());
    if (Ansi.AUTO.enabled()) {
      surroundings.err().println();
    }
    return now;
  }

  /** One line that is written over; none where that would fill a log. */
  private void line(JsonNode job) {
    if (Ansi.AUTO.enabled()) {
      surroundings.err().print("\r" + progress(job) + "   ");
      surroundings.err().flush();
    }
  }

  private static String progress(JsonNode job) {
    long visited = job.path("done").asLong() + job.path("skipped").asLong();
    long total = Math.max(visited, job.path("total").asLong());
    long percent = total == 0 ? 100 : 100 * visited / total;
    return "%s  %,d of %,d  %d %%".formatted(Answer.text(job, "status"), visited, total, percent);
  }

  private static String sentence(JsonNode job) {
    boolean reroute = Answer.text(job, "kind").equals("REROUTE");
    long done = job.path("done").asLong();
    long skipped = job.path("skipped").asLong();
    String error = Answer.text(job, "lastError");
    return "Job %s is %s: %,d %s%s.%s"
        .formatted(
            Answer.text(job, "id"),
            Answer.text(job, "status"),
            done,
            reroute ? "re-routed" : "redelivered",
            skipped == 0 ? "" : ", %,d skipped".formatted(skipped),
            error.isEmpty() ? "" : " " + error);
  }
}
