package io.usher.job;

import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import io.usher.store.JobFilter;
import io.usher.store.JobKind;
import io.usher.store.NewJob;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which jobs are made at all. */
final class JobRules {

  private static final Set<String> HELD =
      Set.of(EventStatus.QUARANTINED.name(), EventStatus.DISCARDED.name());
  private static final int LONGEST_KEY = 200;

  private JobRules() {}

  /**
   * @param all whether the person said that everything is meant
   * @throws JobRefused with a sentence
   */
  static void check(NewJob job, boolean all) {
    checkExtent(job.filter(), all);
    if (job.kind() == JobKind.REDELIVER) {
      checkRedelivery(job);
    } else {
      checkReroute(job);
    }
    String key = job.idempotencyKey();
    if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
      throw new JobRefused("The Idempotency-Key must have 1 to " + LONGEST_KEY + " characters.");
    }
  }

  private static void checkExtent(JobFilter filter, boolean all) {
    if (filter.isEmpty() && !all) {
      throw new JobRefused(
          "The filter names nothing, so the job would take the whole history. Name a customer, a status or a time,"
              + " or write \"all\": true if everything is meant.");
    }
    if (filter.since() != null
        && filter.until() != null
        && !filter.since().isBefore(filter.until())) {
      throw new JobRefused("The filter's since must be before its until.");
    }
  }

  private static void checkRedelivery(NewJob job) {
    checkStatus(job.filter().status(), DeliveryStatus.values());
    if (DeliveryStatus.IN_FLIGHT.name().equals(job.filter().status())) {
      throw new JobRefused(
          "Deliveries IN_FLIGHT can't be redelivered: they are being attempted right now. Wait for their outcome.");
    }
    if (!job.reroute().destinations().isEmpty() || job.reroute().again()) {
      throw new JobRefused(
          "destinations and again are for REROUTE. To redeliver what goes to one destination, name it in the filter.");
    }
  }

  private static void checkReroute(NewJob job) {
    JobFilter filter = job.filter();
    checkStatus(filter.status(), EventStatus.values());
    if (HELD.contains(String.valueOf(filter.status()))) {
      throw new JobRefused(
          "Events that are "
              + filter.status()
              + " can't be re-routed: a person must release them first.");
    }
    if (filter.destination() != null || filter.error() != null) {
      throw new JobRefused(
          "A filter of events takes no destination and no error: these are of deliveries. Write the destinations that"
              + " events may go to as \"destinations\".");
    }
  }

  private static void checkStatus(@Nullable String status, Enum<?>[] known) {
    List<String> names = Arrays.stream(known).map(Enum::name).toList();
    if (status != null && !names.contains(status)) {
      throw new JobRefused(
          "The filter's status " + status + " is unknown; it must be one of " + names + ".");
    }
  }
}
