package io.usher.cli.terminal;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the times that people type, and shows the hub's times in the zone of this machine. */
public final class Times implements ITypeConverter<Instant> {
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhdw])");
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final Clock clock;

  public Times(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    Matcher ago = AGO.matcher(text);
    try {
      return ago.matches() ? clock.instant().minus(duration(ago)) : point(text, clock.getZone());
    } catch (DateTimeException unreadable) {
      throw new TypeConversionException(
          "'"
              + text
              + "' isn't a time. Write one such as 2027-07-09 or 2027-07-09T18:00:00Z, or how long"
              + " ago: 30m, 2h, 3d");
    }
  }

  private static Duration duration(Matcher ago) {
    long number = Long.parseLong(ago.group(1));
    return switch (ago.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }

  private static Instant point(String text, ZoneId zone) {
    if (!text.contains("T")) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    boolean hasZone = text.matches(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)");
    return hasZone
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }

  /** A time of the API, local; anything else is shown as it came. */
  public static String local(String iso, Clock clock) {
    try {
      return SHOWN.format(Instant.parse(iso).atZone(clock.getZone()));
    } catch (DateTimeException notATime) {
      return iso;
    }
  }
}
