package io.usher.alarm;

import io.micrometer.core.instrument.MeterRegistry;
import io.usher.alarm.Courier.Undelivered;
import io.usher.customer.AlarmRecipients;
import io.usher.store.AlarmNotice;
import io.usher.store.AlarmStore;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sends what waits in the store, each channel on a thread of its own: a mail server that hangs
 * keeps no chat waiting, and neither keeps anything else. What can't be sent is tried again for a
 * day.
 */
@Component
class NoticeSender {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeSender.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);

  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  private final AlarmStore store;
  private final Recipients recipients;
  private final List<Courier> couriers;
  private final MeterRegistry registry;
  private final Clock clock;
  private final Map<Channel, ScheduledExecutorService> threads = new EnumMap<>(Channel.class);

  NoticeSender(
      AlarmStore store,
      Recipients recipients,
      List<Courier> couriers,
      MeterRegistry registry,
      Clock clock) {
    this.store = store;
    this.recipients = recipients;
    this.couriers = couriers;
    this.registry = registry;
    this.clock = clock;
    for (Courier courier : couriers) {
      threads.put(
          courier.channel(),
          Executors.newSingleThreadScheduledExecutor(task -> daemon(task, courier.channel())));
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    for (Courier courier : couriers) {
      threads
          .get(courier.channel())
          .scheduleWithFixedDelay(
              () -> sendAll(courier), 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** There is something to send. */
  void wake() {
    couriers.forEach(courier -> threads.get(courier.channel()).execute(() -> sendAll(courier)));
  }

  private void sendAll(Courier courier) {
    try {
      Optional<AlarmNotice> due = claim(courier);
      while (due.isPresent()) {
        send(courier, due.get());
        due = claim(courier);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn(
          "Alarms by {} wait {} s: {}", courier.channel(), BETWEEN_LOOKS.toSeconds(), e.toString());
    }
  }

  private Optional<AlarmNotice> claim(Courier courier) {
    return store.claim(courier.channel().name(), LEASE).join();
  }

  private void send(Courier courier, AlarmNotice notice) throws InterruptedException {
    try {
      courier.bring(notice, recipients.recipients(notice.customer()));
      store.sent(notice).join();
      count(courier, "sent");
    } catch (Undelivered | RuntimeException e) {
      String sentence = e instanceof Undelivered told ? told.sentence() : e.toString();
      Duration wait = waitAfter(notice);
      store.notSent(notice, wait, sentence).join();
      count(courier, wait == null ? "given_up" : "failed");
      log(courier, notice, sentence, wait);
    }
  }

  private @Nullable Duration waitAfter(AlarmNotice notice) {
    boolean old = notice.createdAt().plus(GIVEN_UP_AFTER).isBefore(clock.instant());
    return old ? null : WAITS.get(Math.min(notice.attempts(), WAITS.size()) - 1);
  }

  private static void log(
      Courier courier, AlarmNotice notice, String sentence, @Nullable Duration wait) {
    if (wait == null) {
      LOG.error(
          "The alarm notice {} was given up after a day; nobody was told by {}: {}",
          notice.id(),
          courier.channel(),
          sentence);
    } else {
      LOG.warn(
          "The alarm notice {} could not be sent by {} and is tried again in {} s: {}",
          notice.id(),
          courier.channel(),
          wait.toSeconds(),
          sentence);
    }
  }

  /** Sends at once, for somebody who wants to know whether it works. */
  Optional<String> sendNow(AlarmNotice notice) {
    Courier courier =
        couriers.stream()
            .filter(each -> each.channel().name().equals(notice.channel()))
            .findFirst()
            .orElseThrow();
    AlarmRecipients to = recipients.recipients(notice.customer());
    try {
      courier.bring(notice, to);
      return Optional.empty();
    } catch (Undelivered e) {
      return Optional.of(e.sentence());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("The hub is stopping.");
    }
  }

  private void count(Courier courier, String outcome) {
    registry
        .counter(
            "usher.alarm.notices",
            "channel",
            courier.channel().name().toLowerCase(Locale.ROOT),
            "outcome",
            outcome)
        .increment();
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    threads.values().forEach(ScheduledExecutorService::shutdownNow);
  }

  private static Thread daemon(Runnable task, Channel channel) {
    Thread thread = new Thread(task, "usher-alarm-" + channel.name().toLowerCase(Locale.ROOT));
    thread.setDaemon(true);
    return thread;
  }
}
