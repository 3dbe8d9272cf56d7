package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.ProgressBar;
import io.usher.cli.terminal.Surroundings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

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
    ProgressBar bar = new ProgressBar(surroundings);
    Answer now = job;
    while (AT_WORK.contains(now.text("status"))) {
      show(bar, now.json());
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      now = hub.get("jobs/" + HubClient.segment(job.text("id")));
    }
    show(bar, now.json());
    bar.end();
    return now;
  }

  private static void show(ProgressBar bar, JsonNode job) {
    long visited = job.path("done").asLong() + job.path("skipped").asLong();
    bar.show(Answer.text(job, "status"), visited, Math.max(1, job.path("total").asLong()));
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
