package io.usher.console.delivery;

import io.usher.console.Times;
import io.usher.event.DeliveryStatus;
import io.usher.store.JobFilter;
import io.usher.store.LogFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the fields above the list of deliveries say; what can't be used is left out.
 *
 * @param error part of the last error, as a cause links to it
 * @param last such as {@code 24h}
 */
record DeliveryFilters(
    @Nullable String q,
    @Nullable String customer,
    @Nullable String destination,
    @Nullable String type,
    @Nullable String status,
    @Nullable String error,
    @Nullable String last,
    @Nullable String cursor) {

  private static final int ROWS = 40;
  private static final Map<String, Duration> SPANS =
      Map.of(
          "1h", Duration.ofHours(1),
          "24h", Duration.ofHours(24),
          "7d", Duration.ofDays(7),
          "30d", Duration.ofDays(30));

  DeliveryFilters {
    q = text(q);
    customer = text(customer);
    destination = text(destination);
    type = text(type);
    status = known(text(status));
    error = text(error);
    last = text(last);
    cursor = text(cursor);
  }

  private static @Nullable String text(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable String known(@Nullable String status) {
    return Arrays.stream(DeliveryStatus.values())
        .map(Enum::name)
        .filter(name -> name.equalsIgnoreCase(status))
        .findFirst()
        .orElse(null);
  }

  LogFilter filter(Times times) {
    String text = error == null ? q : error;
    return new LogFilter(
        customer, status, type, destination, since(times), null, text, cursor, ROWS);
  }

  JobFilter job(Times times) {
    return new JobFilter(customer, destination, status, type, since(times), null, error, q);
  }

  private @Nullable Instant since(Times times) {
    Duration span = last == null ? null : SPANS.get(last);
    return span == null ? null : times.now().minus(span);
  }

  public boolean isNarrow() {
    return !named().isEmpty();
  }

  /** The fields that say something, for the form of a job. */
  public Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    put(named, "q", q);
    put(named, "customer", customer);
    put(named, "destination", destination);
    put(named, "type", type);
    put(named, "status", status);
    put(named, "error", error);
    put(named, "last", last);
    return named;
  }

  private static void put(Map<String, String> named, String name, @Nullable String value) {
    if (value != null) {
      named.put(name, value);
    }
  }

  /** The address of a page with these fields. */
  public String address(String path, @Nullable String at) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
    Map<String, String> all = named();
    put(all, "cursor", at);
    all.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(all).toUriString();
  }
}
