package io.usher.connector;

import io.usher.outbox.Failure;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer that was not a success, told in the same words for every connector.
 *
 * @param from who answered, as in "Salesforce"
 * @param code what they said in machine words; empty when nothing
 */
public record Answer(String from, int status, String code) {

  private static final Set<Integer> PASSING = Set.of(408, 425, 429);
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  /** Whether the same request may succeed later. */
  public boolean passes() {
    return PASSING.contains(status) || status >= 500;
  }

  public String detail() {
    return ("HTTP " + status + " " + code).strip();
  }

  /** A failure for a status without a more particular meaning. */
  public Failure failure() {
    if (status == 429) {
      return Failure.passing(from + " asks us to slow down.", detail());
    }
    if (passes()) {
      return Failure.passing(
          from + " can't take it at the moment (HTTP " + status + ").", detail());
    }
    return Failure.permanent(
        from
            + " refused this event ("
            + detail()
            + "). Correct the destination's route or its settings, then redeliver.",
        detail());
  }

  /** The header {@code Retry-After}: seconds or a date; null when absent, unreadable or past. */
  public static @Nullable Duration retryAfter(@Nullable String header, Clock clock) {
    if (header == null) {
      return null;
    }
    Duration wait = parse(header.strip(), clock);
    return wait == null || wait.isNegative() || wait.isZero() ? null : shorter(wait);
  }

  private static @Nullable Duration parse(String header, Clock clock) {
    try {
      return header.matches("\\d{1,9}")
          ? Duration.ofSeconds(Long.parseLong(header))
          : Duration.between(
              clock.instant(), ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Duration shorter(Duration wait) {
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
