package io.usher.console.event;

import io.usher.console.Times;
import io.usher.event.EventStatus;
import io.usher.store.LogFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the fields above the list say. What can't be used is left out rather than refused: somebody
 * who typed half a date still sees a page.
 *
 * @param last such as {@code 24h}; counts more than the dates
 * @param since first day, as {@code 2027-02-06}
 * @param until last day
 */
record EventFilters(
    @Nullable String q,
    @Nullable String customer,
    @Nullable String type,
    @Nullable String status,
    @Nullable String last,
    @Nullable String since,
    @Nullable String until,
    @Nullable String cursor) {

  static final int ROWS = 40;

  static final Map<String, Duration> SPANS =
      Map.of(
          "1h", Duration.ofHours(1),
          "24h", Duration.ofHours(24),
          "7d", Duration.ofDays(7),
          "30d", Duration.ofDays(30));

  EventFilters {
    q = text(q);
    customer = text(customer);
    type = text(type);
    status = known(text(status));
    last = text(last);
    since = text(since);
    until = text(until);
    cursor = text(cursor);
  }

  private static @Nullable String text(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable String known(@Nullable String status) {
    return Arrays.stream(EventStatus.values())
        .map(Enum::name)
        .filter(name -> name.equalsIgnoreCase(status))
        .findFirst()
        .orElse(null);
  }

  LogFilter filter(Times times) {
    ZoneId zone = times.zone(customer);
    Duration span = last == null ? null : SPANS.get(last);
    Instant from = span == null ? day(since, 0, zone) : times.now().minus(span);
    Instant to = span == null ? day(until, 1, zone) : null;
    return new LogFilter(customer, status, type, null, from, to, q, cursor, ROWS);
  }

  private static @Nullable Instant day(@Nullable String date, int plus, ZoneId zone) {
    try {
      return date == null
          ? null
          : LocalDate.parse(date).plusDays(plus).atStartOfDay(zone).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Whether anything is left out of the list. */
  public boolean isNarrow() {
    return q != null
        || customer != null
        || type != null
        || status != null
        || last != null
        || since != null
        || until != null;
  }

  /** The list's address with these fields, going on at another place. */
  public String address(String path, @Nullable String at) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
    add(address, "q", q);
    add(address, "customer", customer);
    add(address, "type", type);
    add(address, "status", status);
    add(address, "last", last);
    add(address, "since", since);
    add(address, "until", until);
    add(address, "cursor", at);
    return address.encode().build().toUriString();
  }

  private static void add(UriComponentsBuilder address, String name, @Nullable String value) {
    if (value != null) {
      address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
    }
  }
}
