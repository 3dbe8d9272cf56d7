package io.usher.console.overview;

import io.usher.access.Caller;
import io.usher.console.Bars;
import io.usher.console.Times;
import io.usher.store.Balance;
import io.usher.store.Traffic;
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

/** Turns counts into charts: the last 24 hours, and the last 30 days. */
@Component
class Charts {

  private static final int HOURS = 24;
  private static final int DAYS = 30;
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private final Times times;

  Charts(Times times) {
    this.times = times;
  }

  Bars hours(TrafficLook.Look look, Caller caller) {
    Map<Instant, Long> events = byHour(look.events(), caller, false);
    Map<Instant, Long> dead = byHour(look.deliveries(), caller, true);
    Instant last = times.now().truncatedTo(ChronoUnit.HOURS);
    ZoneId zone = times.zone(null);
    List<Bars.Bar> bars =
        IntStream.rangeClosed(1, HOURS)
            .mapToObj(i -> last.minus(HOURS - (long) i, ChronoUnit.HOURS))
            .map(hour -> bar(hour, zone, events, dead))
            .toList();
    return new Bars("Last 24 hours", "events", "events an hour", true, bars);
  }

  private static Bars.Bar bar(
      Instant hour, ZoneId zone, Map<Instant, Long> events, Map<Instant, Long> dead) {
    String name = HOUR.format(hour.atZone(zone));
    return new Bars.Bar(
        name,
        hour.atZone(zone).getHour() % 3 == 0 ? name : "",
        events.getOrDefault(hour, 0L),
        dead.getOrDefault(hour, 0L));
  }

  private static Map<Instant, Long> byHour(
      List<Traffic.Count> counts, Caller caller, boolean deadOnly) {
    return counts.stream()
        .filter(count -> caller.sees(count.customer()))
        .filter(count -> !deadOnly || count.status().equals("DEAD"))
        .collect(
            Collectors.groupingBy(
                Traffic.Count::hour, Collectors.summingLong(Traffic.Count::count)));
  }

  Bars days(List<Balance> balance) {
    LocalDate today = LocalDate.ofInstant(times.now(), ZoneOffset.UTC);
    Map<LocalDate, List<Balance>> byDay =
        balance.stream().collect(Collectors.groupingBy(Balance::day));
    List<Bars.Bar> bars =
        IntStream.rangeClosed(1, DAYS)
            .mapToObj(i -> today.minusDays(DAYS - (long) i))
            .map(day -> bar(day, byDay.getOrDefault(day, List.of())))
            .toList();
    return new Bars("Last 30 days", "events", "events a day (UTC)", true, bars);
  }

  private static Bars.Bar bar(LocalDate day, List<Balance> balances) {
    long events = balances.stream().mapToLong(b -> b.events().getOrDefault("total", 0L)).sum();
    long dead = balances.stream().mapToLong(b -> b.deliveries().getOrDefault("dead", 0L)).sum();
    String name = DAY.format(day);
    return new Bars.Bar(name, day.toEpochDay() % 5 == 0 ? name : "", events, dead);
  }
}
