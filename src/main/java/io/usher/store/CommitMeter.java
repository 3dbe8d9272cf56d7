package io.usher.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Counts and times commits: one record each, whatever number of writes it makes durable. */
final class CommitMeter {

  private volatile @Nullable Meters meters;

  /** Before it is called, nothing is counted. */
  void countIn(MeterRegistry registry) {
    meters =
        new Meters(
            Timer.builder("usher.store.commit")
                .description("How long the writes of a group and their commit took")
                .serviceLevelObjectives(
                    Duration.ofMillis(1),
                    Duration.ofMillis(5),
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(2))
                .register(registry),
            DistributionSummary.builder("usher.store.commit.writes")
                .description("How many writes share a commit")
                .serviceLevelObjectives(1, 4, 16, 64, 256, 1024)
                .register(registry),
            Counter.builder("usher.store.commit.failures")
                .description("Groups of writes that could not be committed")
                .register(registry));
  }

  void committed(int group, long nanos) {
    Meters known = meters;
    if (known != null) {
      known.time.record(Duration.ofNanos(nanos));
      known.writes.record(group);
    }
  }

  void failed() {
    Meters known = meters;
    if (known != null) {
      known.failures.increment();
    }
  }

  private record Meters(Timer time, DistributionSummary writes, Counter failures) {}
}
