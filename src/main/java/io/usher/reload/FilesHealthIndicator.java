package io.usher.reload;

import io.usher.settings.FileProblem;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Degraded while a file is not in effect. The hub takes and delivers all the same, so this turns no
 * proxy away.
 */
@Component
class FilesHealthIndicator implements HealthIndicator {

  static final Status DEGRADED = new Status("DEGRADED", "Some files are not in effect.");

  private final Reload reload;

  FilesHealthIndicator(Reload reload) {
    this.reload = reload;
  }

  @Override
  public Health health() {
    long refused = reload.problems().stream().filter(FileProblem::isError).count();
    Health.Builder health = refused == 0 ? Health.up() : Health.status(DEGRADED);
    return health
        .withDetail(
            "problems", reload.problems().stream().map(FileProblem::toString).limit(20).toList())
        .build();
  }
}
