package io.usher.alarm;

import java.time.Duration;

/** Numbers as people say them. */
final class Words {

  private Words() {}

  /** Two units at most: {@code 3 h 20 min}. */
  static String time(Duration time) {
    long minutes = time.toMinutes();
    if (minutes < 1) {
      return time.toSeconds() + " s";
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    return time.toHours() < 48
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toDays() + " days";
  }

  static String size(long bytes) {
    return bytes >> 20 >= 10 ? (bytes >> 20) + " MB" : (bytes >> 10) + " kB";
  }
}
