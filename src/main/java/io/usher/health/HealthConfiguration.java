package io.usher.health;

import io.usher.health.Sample.Destination;
import io.usher.store.StorePulse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The components of {@code /actuator/health}; their names are these beans' without {@code
 * HealthIndicator}. What is wrong at a vendor's is {@code DEGRADED} and never {@code DOWN}: an
 * orchestrator would kill a hub that works and take the others' deliveries with it. docs/monitoring
 * says what each status does.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  static final String DEGRADED = "DEGRADED";

  /** Of the group liveness: what only a new start mends. */
  @Bean
  HealthIndicator writersHealthIndicator(StorePulse pulse) {
    return () ->
        pulse.isAlive()
            ? Health.up().build()
            : Health.down().withDetail("reason", "A thread that writes has ended.").build();
  }

  /** Of the group readiness: while the store can't write, every webhook would be answered 503. */
  @Bean
  HealthIndicator storeHealthIndicator(Sampler sampler) {
    return () ->
        sampler
            .latest()
            .problem()
            .map(problem -> Health.down().withDetail("reason", problem).build())
            .orElseGet(() -> Health.up().build());
  }

  @Bean
  HealthIndicator destinationsHealthIndicator(Sampler sampler) {
    return () -> {
      List<String> out =
          sampler.latest().destinations().stream()
              .filter(Destination::isOpen)
              .map(Destination::id)
              .toList();
      return degraded(!out.isEmpty(), "outOfOrder", out);
    };
  }

  @Bean
  HealthIndicator backlogHealthIndicator(Sampler sampler, HealthSettings settings) {
    return () -> {
      Sample sample = sampler.latest();
      Duration most = settings.oldestPending();
      List<String> late =
          Stream.concat(
                  sample.destinations().stream()
                      .filter(d -> d.waiting(sample.at()).compareTo(most) > 0)
                      .map(Destination::id),
                  sample.inboxes().stream()
                      .filter(i -> Sample.age(i.oldest(), sample.at()).compareTo(most) > 0)
                      .map(inbox -> inbox.customer() + "/router"))
              .toList();
      return degraded(!late.isEmpty(), "waitTooLong", late);
    };
  }

  private static Health degraded(boolean is, String what, List<String> which) {
    return is ? Health.status(DEGRADED).withDetail(what, which).build() : Health.up().build();
  }
}
