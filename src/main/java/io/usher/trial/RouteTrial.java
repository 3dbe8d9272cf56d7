package io.usher.trial;

import io.usher.check.WorkFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs changed routes on events beside the routes before, and tells what would be sent. Nothing
 * leaves the machine. Safe to share between threads.
 */
public final class RouteTrial {

  private final UnaryOperator<@Nullable String> environment;

  /**
   * @param environment the hub's settings and its environment, by name; null for what isn't set
   */
  public RouteTrial(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * @param before null to compare with nothing
   * @param only the one destination to tell of; null for all
   */
  public List<Compared> run(
      WorkFiles now,
      @Nullable WorkFiles before,
      String customer,
      List<TrialEvent> events,
      @Nullable String only) {
    List<Tried> was = before == null ? List.of() : tried(before, customer, events);
    List<Tried> tried = tried(now, customer, events);
    List<Compared> compared = new ArrayList<>();
    for (int i = 0; i < tried.size(); i++) {
      compared.add(Compared.of(tried.get(i), was.isEmpty() ? null : was.get(i), only));
    }
    return compared;
  }

  private List<Tried> tried(WorkFiles files, String customer, List<TrialEvent> events) {
    try (Trial trial = new Trial(files, customer, environment)) {
      return trial.hasRouter() || files.routesOf(customer).containsKey("router")
          ? events.stream().map(trial::on).toList()
          : List.of();
    }
  }
}
