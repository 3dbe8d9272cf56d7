package io.usher.store;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much may happen in a time, written {@code 50/s} or {@code 600/m}.
 *
 * @param rows how many in each period
 * @param period a second or a minute
 */
public record Rate(int rows, Duration period) {

  public static final Rate USUAL = new Rate(100, Duration.ofSeconds(1));

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,5})/([sm])");
  private static final int MOST_A_SECOND = 1000;
  private static final int MOST_IN_A_BATCH = 200;

  /**
   * @throws IllegalArgumentException with a sentence
   */
  public static Rate parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (written.matches()) {
      Duration period =
          written.group(2).equals("s") ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
      int rows = Integer.parseInt(written.group(1));
      if (rows >= 1 && rows <= MOST_A_SECOND * period.toSeconds()) {
        return new Rate(rows, period);
      }
    }
    throw new IllegalArgumentException(
        "A rate is written such as 50/s or 600/m, from 1/m to " + MOST_A_SECOND + "/s.");
  }

  /** About a second's rows, at least one, and so few that a batch holds up no other write. */
  int batch() {
    return (int) Math.max(1, Math.min(MOST_IN_A_BATCH, rows / period.toSeconds()));
  }

  /** How long so many rows take at this rate. */
  Duration after(int visited) {
    return period.multipliedBy(visited).dividedBy(rows);
  }

  @JsonValue
  @Override
  public String toString() {
    return rows + (period.toSeconds() == 1 ? "/s" : "/m");
  }
}
