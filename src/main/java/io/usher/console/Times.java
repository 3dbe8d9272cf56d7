package io.usher.console;

import io.usher.customer.Customer;
import io.usher.customer.Customers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Times as people of a customer read them: in the customer's zone, UTC where none is set. */
@Component("times")
public class Times {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final DateTimeFormatter TODAY = format("HH:mm:ss");
  private static final DateTimeFormatter OTHER_DAY = format("d MMM HH:mm:ss");
  private static final DateTimeFormatter OTHER_YEAR = format("d MMM yyyy HH:mm");
  private static final DateTimeFormatter EXACT = format("yyyy-MM-dd HH:mm:ss.SSS 'UTC'");

  private final Customers customers;
  private final Clock clock;

  Times(Customers customers, Clock clock) {
    this.customers = customers;
    this.clock = clock;
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  public Instant now() {
    return clock.instant();
  }

  /** With the date only where it is another day. */
  public String text(Instant at, @Nullable String customer) {
    ZoneId zone = zone(customer);
    ZonedDateTime there = at.atZone(zone);
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    if (there.toLocalDate().equals(today)) {
      return TODAY.format(there);
    }
    return (there.getYear() == today.getYear() ? OTHER_DAY : OTHER_YEAR).format(there);
  }

  public String utc(Instant at) {
    return EXACT.format(at.atOffset(ZoneOffset.UTC));
  }

  /** The zone's name as people read it below a list. */
  public String zoneName(@Nullable String customer) {
    return zone(customer).getId().replace('_', ' ');
  }

  public ZoneId zone(@Nullable String customer) {
    return customer == null ? onlyZone() : customers.find(customer).map(Customer::zone).orElse(UTC);
  }

  /** Where all customers share one. */
  private ZoneId onlyZone() {
    List<ZoneId> zones = customers.all().stream().map(Customer::zone).distinct().toList();
    return zones.size() == 1 ? zones.get(0) : UTC;
  }

  /** Such as "4 min ago" or "in 2 h". */
  public String away(Instant at) {
    Duration away = Duration.between(clock.instant(), at);
    String length = length(away.abs());
    return length.equals("now") ? "now" : away.isNegative() ? length + " ago" : "in " + length;
  }

  public static String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds < 1) {
      return "now";
    }
    if (seconds < 90) {
      return seconds + " s";
    }
    if (seconds < 5400) {
      return (seconds + 30) / 60 + " min";
    }
    return seconds < 172_800 ? (seconds + 1800) / 3600 + " h" : seconds / 86_400 + " days";
  }

  /** How long an attempt took. */
  public String took(long ms) {
    return ms < 1000 ? ms + " ms" : String.format(Locale.ENGLISH, "%.1f s", ms / 1000.0);
  }
}
