package io.usher.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts and times commits: one record each, whatever number of writes it makes durable. */
final class CommitMeter {

  private final Timer time;
  private final DistributionSummary writes;
  private final Counter failures;

  CommitMeter(MeterRegistry registry) {
    time =
        Timer.builder("usher.store.commit")
            .description("How long the writes of a group and their commit took")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2))
            .register(registry);
    writes =
        DistributionSummary.builder("usher.store.commit.writes")
            .description("How many writes share a commit")
            .serviceLevelObjectives(1, 4, 16, 64, 256, 1024)
            .register(registry);
    failures =
        Counter.builder("usher.store.commit.failures")
            .description("Groups of writes that could not be committed")
            .register(registry);
  }

  void committed(int group, long nanos) {
    time.record(Duration.ofNanos(nanos));
    writes.record(group);
  }

  void failed() {
    failures.increment();
  }
}
