package io.usher.api;

import io.usher.store.JobFilter;
import io.usher.store.JobKind;
import io.usher.store.NewJob;
import io.usher.store.Rate;
import io.usher.store.Reroute;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A job as the body of a request asks for it.
 *
 * @param destinations of REROUTE: the only ones that events may go to; none for wherever the router
 *     says
 * @param again of REROUTE: whether what is finished is delivered once more
 * @param rate such as 50/s or 600/m; 100/s without it
 * @param all whether a filter that names nothing is meant
 */
record JobRequest(
    @Nullable String kind,
    @Nullable Filter filter,
    @Nullable List<String> destinations,
    @Nullable Boolean again,
    @Nullable String rate,
    @Nullable Boolean all) {

  /** The words of the lists, and {@code error}: part of a delivery's last error. */
  record Filter(
      @Nullable String customer,
      @Nullable String destination,
      @Nullable String status,
      @Nullable String type,
      @Nullable String since,
      @Nullable String until,
      @Nullable String error,
      @Nullable String q) {

    private static final Filter NONE = new Filter(null, null, null, null, null, null, null, null);

    JobFilter checked() {
      return new JobFilter(
          text(customer),
          text(destination),
          status == null || status.isBlank() ? null : status.strip().toUpperCase(Locale.ROOT),
          text(type),
          ListParameters.instant("filter.since", since),
          ListParameters.instant("filter.until", until),
          text(error),
          text(q));
    }

    private static @Nullable String text(@Nullable String text) {
      return text == null || text.isBlank() ? null : text.strip();
    }
  }

  boolean everything() {
    return Boolean.TRUE.equals(all);
  }

  /**
   * @throws ApiProblem naming the field that can't be used
   */
  NewJob job(String createdBy, @Nullable String idempotencyKey) {
    return new NewJob(
        checkedKind(),
        (filter == null ? Filter.NONE : filter).checked(),
        reroute(destinations, again),
        checkedRate(),
        createdBy,
        idempotencyKey);
  }

  static Reroute reroute(@Nullable List<String> destinations, @Nullable Boolean again) {
    List<String> names = destinations == null ? List.of() : destinations;
    if (names.stream().anyMatch(name -> name == null || name.isBlank())) {
      throw ApiProblem.badParameter("The field destinations must be a list of names.");
    }
    return new Reroute(names, Boolean.TRUE.equals(again));
  }

  private JobKind checkedKind() {
    return Arrays.stream(JobKind.values())
        .filter(known -> known.name().equalsIgnoreCase(kind))
        .findFirst()
        .orElseThrow(
            () ->
                ApiProblem.badParameter(
                    "The field kind must be one of " + Arrays.toString(JobKind.values()) + "."));
  }

  private Rate checkedRate() {
    try {
      return rate == null ? Rate.USUAL : Rate.parse(rate);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.badParameter(String.valueOf(e.getMessage()));
    }
  }
}
