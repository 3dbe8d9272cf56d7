package io.usher.console.overview;

import io.usher.console.Times;
import io.usher.console.overview.BarChart.Column;
import io.usher.console.overview.BarChart.Series;
import io.usher.store.Arrivals.HourCount;
import io.usher.store.Balance;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Draws what came and went over time, from counts. */
@Component
class Charts {

  static final int HOURS = 24;
  static final int DAYS = 30;

  private static final Series RECEIVED = new Series("received", "received");
  private static final List<Series> DELIVERIES =
      List.of(
          new Series("delivered", "delivered"),
          new Series("waiting", "waiting"),
          new Series("dead", "dead"),
          new Series("discarded", "discarded"));
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

  private final Times times;

  Charts(Times times) {
    this.times = times;
  }

  /** The hour that runs and those before it. */
  Instant firstHour() {
    return times.now().truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1, ChronoUnit.HOURS);
  }

  LocalDate today() {
    return LocalDate.ofInstant(times.now(), ZoneOffset.UTC);
  }

  BarChart hours(List<HourCount> counts) {
    Map<Instant, Long> events =
        counts.stream()
            .collect(
                Collectors.groupingBy(HourCount::hour, Collectors.summingLong(HourCount::events)));
    ZoneId zone = times.zone(null);
    List<Column> columns =
        IntStream.range(0, HOURS)
            .mapToObj(i -> hour(firstHour().plus(i, ChronoUnit.HOURS), zone, i, events))
            .toList();
    long total = columns.stream().mapToLong(Column::total).sum();
    return new BarChart(
        "hours",
        "Events of the last 24 hours",
        "%,d events came in the last 24 hours; the most in an hour were %,d."
            .formatted(total, most(columns)),
        List.of(RECEIVED),
        columns);
  }

  private static Column hour(Instant hour, ZoneId zone, int index, Map<Instant, Long> events) {
    return new Column(
        HOUR.format(hour.atZone(zone)), index % 6 == 3, List.of(events.getOrDefault(hour, 0L)));
  }

  BarChart events(List<Balance> balances) {
    List<Column> columns =
        days(balances, balance -> List.of(balance.events().getOrDefault("total", 0L)), 1);
    long total = columns.stream().mapToLong(Column::total).sum();
    return new BarChart(
        "days",
        "Events of the last 30 days",
        "%,d events came in the last 30 days; the most in a day were %,d."
            .formatted(total, most(columns)),
        List.of(RECEIVED),
        columns);
  }

  BarChart deliveries(List<Balance> balances) {
    List<Column> columns = days(balances, balance -> parts(balance.deliveries()), 4);
    long total = columns.stream().mapToLong(Column::total).sum();
    long dead = columns.stream().mapToLong(column -> column.values().get(2)).sum();
    return new BarChart(
        "deliveries",
        "Deliveries of the last 30 days",
        "%,d deliveries were made in the last 30 days; %,d of them are dead."
            .formatted(total, dead),
        DELIVERIES,
        columns);
  }

  private static List<Long> parts(Map<String, Long> deliveries) {
    return List.of(
        deliveries.getOrDefault("delivered", 0L),
        Standing.waiting(deliveries),
        deliveries.getOrDefault("dead", 0L),
        deliveries.getOrDefault("discarded", 0L));
  }

  private List<Column> days(
      List<Balance> balances, java.util.function.Function<Balance, List<Long>> values, int series) {
    Map<LocalDate, List<Balance>> byDay =
        balances.stream().collect(Collectors.groupingBy(Balance::day));
    LocalDate first = today().minusDays(DAYS - 1L);
    return IntStream.range(0, DAYS)
        .mapToObj(
            i -> {
              LocalDate day = first.plusDays(i);
              List<List<Long>> parts =
                  byDay.getOrDefault(day, List.of()).stream().map(values).toList();
              return new Column(DAY.format(day), i % 7 == 3, sums(parts, series));
            })
        .toList();
  }

  private static List<Long> sums(List<List<Long>> parts, int series) {
    return IntStream.range(0, series)
        .mapToObj(i -> parts.stream().mapToLong(part -> part.get(i)).sum())
        .toList();
  }

  private static long most(List<Column> columns) {
    return columns.stream().mapToLong(Column::total).max().orElse(0);
  }
}
