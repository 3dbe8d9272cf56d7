package io.usher.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * How long something is kept: a time such as {@code 30d}, or {@code forever}.
 *
 * @param time null for ever
 */
public record KeepTime(@Nullable Duration time) {

  private static final String FOREVER = "forever";

  /** Found by its name when a setting is read. */
  public static KeepTime of(String text) {
    String written = text.strip().toLowerCase(Locale.ROOT);
    return new KeepTime(written.equals(FOREVER) ? null : duration(written));
  }

  private static Duration duration(String written) {
    try {
      Duration time = DurationStyle.SIMPLE.parse(written);
      if (written.matches("\\d+[a-z]+") && !time.isZero()) {
        return time;
      }
    } catch (IllegalArgumentException | ArithmeticException unreadable) {
      // The sentence below says it better.
    }
    throw new IllegalArgumentException(
        "it must be a time above zero, such as 30d or 12h, or forever");
  }

  /**
   * What was received before this moment has been kept long enough; empty when it is kept for ever.
   */
  public Optional<Instant> before(Instant now) {
    try {
      return Optional.ofNullable(time).map(now::minus);
    } catch (DateTimeException | ArithmeticException beyondAllTimes) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    if (time == null) {
      return FOREVER;
    }
    long days = time.toDays();
    return time.equals(Duration.ofDays(days)) ? days + "d" : time.toString();
  }
}
