package io.usher.reload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.usher.routing.Routes;
import io.usher.settings.FileProblem;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts what reloads do. */
@Component
class ReloadMetrics {

  private final AtomicInteger errors = new AtomicInteger();
  private final Timer reloads;
  private final io.micrometer.core.instrument.Counter versions;

  ReloadMetrics(MeterRegistry registry, Routes routes) {
    Gauge.builder("usher.route.problems", errors, AtomicInteger::get)
        .description("Files that are not in effect because something is wrong with them")
        .register(registry);
    Gauge.builder("usher.routes.retired", routes, Routes::retired)
        .description("Old versions of routes that still finish what they had begun")
        .register(registry);
    reloads =
        Timer.builder("usher.reloads")
            .description("Changes of files that were taken, and how long each took")
            .register(registry);
    versions =
        io.micrometer.core.instrument.Counter.builder("usher.versions")
            .description("Versions that were numbered")
            .register(registry);
  }

  void problems(List<FileProblem> now) {
    errors.set(
        (int) now.stream().filter(FileProblem::isError).map(FileProblem::file).distinct().count());
  }

  void taken(int numbered, long nanos) {
    reloads.record(nanos, TimeUnit.NANOSECONDS);
    versions.increment(numbered);
  }
}
