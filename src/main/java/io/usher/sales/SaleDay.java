package io.usher.sales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A customer's day, from midnight to midnight where the venue is. */
record SaleDay(String customer, LocalDate day, ZoneId zone) {

  Instant begin() {
    return day.atStartOfDay(zone).toInstant();
  }

  Instant end() {
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }
}
