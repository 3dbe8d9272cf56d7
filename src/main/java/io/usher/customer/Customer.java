package io.usher.customer;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * A business whose events we carry.
 *
 * @param id its file's name, and the first part of every placeholder: {@code {{demo.mail.from}}}
 * @param settings flat, keys joined by dots
 * @param retention where it differs from the hub's
 * @param file where all this is written
 * @param destinations options of its destinations, which count more than those in their routes
 * @param alarms who is told of what concerns it, beside the hub's own recipients
 */
public record Customer(
    String id,
    String name,
    List<Source> sources,
    Map<String, String> settings,
    Retention retention,
    Path file,
    Map<String, Map<String, String>> destinations,
    AlarmRecipients alarms) {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final String ZONE = "venue.timeZone";

  /** Where its days begin and end; UTC where its file names no zone that there is. */
  public ZoneId zone() {
    try {
      String name = settings.getOrDefault(ZONE, "");
      return name.isBlank() ? UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      return UTC;
    }
  }

  /** Without settings, so that no log line can hold a secret. */
  @Override
  public String toString() {
    return id;
  }
}
