package io.usher.api;

import io.usher.store.LogFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What every list takes in its query. */
record ListParameters(
    @Nullable String customer,
    @Nullable String status,
    @Nullable String type,
    @Nullable String destination,
    @Nullable String since,
    @Nullable String until,
    @Nullable String q,
    @Nullable Integer limit,
    @Nullable String cursor) {

  private static final int USUAL = 50;
  private static final int MOST = 500;

  /**
   * @throws ApiProblem naming the parameter that can't be used
   */
  <S extends Enum<S>> LogFilter filter(Class<S> statuses) {
    return new LogFilter(
        customer,
        status(statuses),
        type,
        destination,
        instant("since", since),
        instant("until", until),
        q,
        cursor,
        checkedLimit());
  }

  private <S extends Enum<S>> @Nullable String status(Class<S> statuses) {
    if (status == null) {
      return null;
    }
    String wanted = status.toUpperCase(Locale.ROOT);
    return Arrays.stream(statuses.getEnumConstants())
        .map(Enum::name)
        .filter(wanted::equals)
        .findFirst()
        .orElseThrow(
            () ->
                ApiProblem.badParameter(
                    "The parameter status must be one of "
                        + Arrays.toString(statuses.getEnumConstants())
                        + "."));
  }

  private int checkedLimit() {
    int wanted = limit == null ? USUAL : limit;
    if (wanted < 1 || wanted > MOST) {
      throw ApiProblem.badParameter("The parameter limit must be 1 to " + MOST + ".");
    }
    return wanted;
  }

  static @Nullable Instant instant(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw ApiProblem.badParameter(
          "The parameter "
              + name
              + " must be a time such as 2027-02-06T02:00:00Z, or a date such as 2027-02-06.");
    }
  }
}
