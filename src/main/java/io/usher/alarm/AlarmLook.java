package io.usher.alarm;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.usher.store.AlarmNotice;
import io.usher.store.AlarmRow;
import io.usher.store.AlarmStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One look for causes. What it decides, and the notices about that, are one commit; so after a kill
 * nothing is told twice and nothing is forgotten. Of several hubs one looks.
 */
@Component
class AlarmLook {

  private static final Logger LOG = LoggerFactory.getLogger(AlarmLook.class);

  /** A hub that died is replaced after this time. */
  private static final Duration WATCH = Duration.ofSeconds(50);

  private final String token = UUID.randomUUID().toString();
  private final AlarmStore store;
  private final List<Watch> watches;
  private final Recipients recipients;
  private final NoticeSender sender;
  private final ConsoleAddress console;
  private final AlarmSettings settings;
  private final Clock clock;
  private final MultiGauge openGauge;

  AlarmLook(
      AlarmStore store,
      List<Watch> watches,
      Recipients recipients,
      NoticeSender sender,
      ConsoleAddress console,
      AlarmSettings settings,
      Clock clock,
      MeterRegistry registry) {
    this.store = store;
    this.watches = watches;
    this.recipients = recipients;
    this.sender = sender;
    this.console = console;
    this.settings = settings;
    this.clock = clock;
    this.openGauge =
        MultiGauge.builder("usher.alarms.open")
            .description("Alarms that are open, by kind")
            .register(registry);
  }

  /** Looks, unless another hub does; one look at a time. */
  synchronized void look() {
    boolean ours = store.watch(token, WATCH).join();
    List<AlarmRow> open = store.open();
    if (ours) {
      decide(open, clock.instant());
      open = store.open();
    }
    show(open);
  }

  private void decide(List<AlarmRow> open, Instant now) {
    AlarmBook book =
        new AlarmBook(open, store.toldSince(now.minus(settings.quiet())), now, settings.quiet());
    List<Trouble> troubles = new ArrayList<>();
    Set<AlarmKind> watched = EnumSet.noneOf(AlarmKind.class);
    watches.forEach(watch -> ask(watch, now, troubles, watched));
    book.look(troubles, watched);
    if (book.changed().isEmpty()) {
      return;
    }
    List<AlarmNotice> notices = notices(book.news(), now);
    if (store.decided(token, book.changed(), notices).join()) {
      book.news().forEach(AlarmLook::log);
      sender.wake();
    }
  }

  private static void ask(
      Watch watch, Instant now, List<Trouble> troubles, Set<AlarmKind> watched) {
    try {
      troubles.addAll(watch.troubles(now));
      watched.addAll(watch.kinds());
    } catch (RuntimeException e) {
      LOG.warn(
          "Nobody can tell now whether there is cause for alarms {}: {}",
          watch.kinds(),
          e.toString());
    }
  }

  /** One message a recipient, whatever number of alarms is in it. */
  private List<AlarmNotice> notices(List<AlarmNews> news, Instant now) {
    return recipients.all().stream().flatMap(group -> notice(group, news, now)).toList();
  }

  private Stream<AlarmNotice> notice(Recipients.Group group, List<AlarmNews> news, Instant now) {
    String customer = group.customer();
    List<AlarmNews> theirs =
        news.stream()
            .filter(each -> customer == null || customer.equals(each.alarm().customer()))
            .toList();
    return theirs.isEmpty()
        ? Stream.empty()
        : Stream.of(Letter.of(theirs, group.channel(), customer, console.url(), now));
  }

  private static void log(AlarmNews news) {
    AlarmRow alarm = news.alarm();
    LOG.atWarn()
        .addKeyValue("alarmId", alarm.id())
        .addKeyValue("customer", alarm.customer())
        .log("{} {}: {}", news.kind().word(), alarm.cause(), news.what());
  }

  private void show(List<AlarmRow> open) {
    Map<String, Long> counts =
        open.stream().collect(Collectors.groupingBy(AlarmRow::kind, Collectors.counting()));
    openGauge.register(
        Stream.of(AlarmKind.values())
            .map(
                kind ->
                    MultiGauge.Row.of(
                        Tags.of("kind", kind.word()), counts.getOrDefault(kind.name(), 0L)))
            .collect(Collectors.toList()),
        true);
  }

  /** Lets another hub look at once. */
  void leave() {
    store.stopWatching(token);
  }
}
