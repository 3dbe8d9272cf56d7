package io.usher.alarm;

import io.usher.customer.Customers;
import io.usher.customer.Source;
import io.usher.store.Arrivals;
import io.usher.store.Arrivals.LastArrival;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Sources that bring nothing at a time at which they usually do. The silence so far is laid over
 * the same hours of up to four former weeks; what came then in most of them is missing now. So a
 * night is no silence, a source that sells three tickets a day takes days to be silent, and one big
 * on-sale in a former week changes nothing.
 */
@Component
class SilenceWatch implements Watch {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration SHORTEST = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
  private static final int WEEKS = 4;
  private static final int FEWEST_WEEKS = 2;

  private final Arrivals arrivals;
  private final Customers customers;
  private final AlarmSettings settings;
  private final Instant started;
  private Instant looked = Instant.MIN;
  private List<Trouble> found = List.of();

  SilenceWatch(Arrivals arrivals, Customers customers, AlarmSettings settings, Clock clock) {
    this.arrivals = arrivals;
    this.customers = customers;
    this.settings = settings;
    this.started = clock.instant();
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.SILENCE);
  }

  @Override
  public synchronized List<Trouble> troubles(Instant now) {
    if (settings.silence() > 0 && !now.isBefore(looked.plus(BETWEEN_LOOKS))) {
      found = look(now);
      looked = now;
    }
    return found;
  }

  private List<Trouble> look(Instant now) {
    Map<String, Instant> last =
        arrivals.last().stream()
            .collect(Collectors.toMap(a -> a.customer() + "/" + a.source(), LastArrival::at));
    List<Trouble> troubles = new ArrayList<>();
    customers.all().stream()
        .flatMap(customer -> customer.sources().stream())
        .filter(source -> last.containsKey(source.toString()))
        .forEach(
            source -> silence(source, last.get(source.toString()), now).ifPresent(troubles::add));
    return troubles;
  }

  /** Before its start the hub could hear nobody. */
  private Optional<Trouble> silence(Source source, Instant last, Instant now) {
    Instant since = last.isAfter(started) ? last : started;
    if (Duration.between(since, now).compareTo(SHORTEST) < 0) {
      return Optional.empty();
    }
    Instant from = since.isBefore(now.minus(LONGEST)) ? now.minus(LONGEST) : since;
    double usual = usual(source, from, now, since);
    return usual < settings.silence()
        ? Optional.empty()
        : Optional.of(trouble(source, last, Duration.between(from, now), usual));
  }

  /** The lower middle of the former weeks; 0 while there are too few. */
  private double usual(Source source, Instant from, Instant now, Instant since) {
    Instant first = arrivals.first(source.customer(), source.name());
    long silentWeeks = Duration.between(since, now).toDays() / WEEK.toDays();
    List<Double> weeks = new ArrayList<>();
    for (long week = silentWeeks + 1; week <= silentWeeks + WEEKS; week++) {
      Duration back = WEEK.multipliedBy(week);
      if (!first.isAfter(from.minus(back))) {
        weeks.add(count(source, from.minus(back), now.minus(back)));
      }
    }
    weeks.sort(null);
    return weeks.size() < FEWEST_WEEKS ? 0 : weeks.get((weeks.size() - 1) / 2);
  }

  /** Of an hour that is only partly between the two, a part is taken. */
  private double count(Source source, Instant from, Instant to) {
    double count = 0;
    for (var hour : arrivals.hours(source.customer(), source.name(), from, to).entrySet()) {
      Instant begin = hour.getKey().isAfter(from) ? hour.getKey() : from;
      Instant end = hour.getKey().plus(Duration.ofHours(1));
      Duration within = Duration.between(begin, end.isBefore(to) ? end : to);
      count += hour.getValue() * within.toMillis() / (double) Duration.ofHours(1).toMillis();
    }
    return count;
  }

  private static Trouble trouble(Source source, Instant last, Duration silent, double usual) {
    return new Trouble(
        AlarmKind.SILENCE,
        source.customer(),
        source.name(),
        last,
        "Nothing came from %s for %s; in the same hours of former weeks usually %d events did."
            .formatted(source, Words.time(silent), Math.round(usual)),
        "Send a test from the sender's side. Is its Endpoint URL still the one that 'usher source list' shows, and does it reach this hub? What was refused is counted in usher_webhooks_total.",
        ConsolePages.CUSTOMERS,
        1);
  }
}
