package io.usher.store;

import io.usher.store.EventWords.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes events findable by their words, and enters those in the lists' indexes that nobody has
 * claimed by then, behind their receipt: a small batch a write, and a rest twice as long as that
 * took, so that no webhook waits for it and the more there are, the less it takes; in a rush it
 * stands still. Several hubs on one database take turns. Where there is nothing to do it sleeps.
 */
final class WordIndexer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WordIndexer.class);

  /** An id is made before its event is committed, and one that is passed by isn't looked for. */
  static final Duration SETTLED = Duration.ofSeconds(2);

  /** When a commit took longer than that, its events are found by a second look. */
  static final Duration SECOND_LOOK = Duration.ofMinutes(1);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);
  private static final Duration AFTER_A_MISS = Duration.ofMillis(200);
  private static final Duration MOST_FOR_THE_LAST_BATCH = Duration.ofSeconds(10);
  private static final Duration FOREVER = Duration.ofHours(1);

  private final EventWords words;
  private final UnindexedEvents events;
  private final KnownKeys known;
  private final GroupCommit writer;
  private final Rush rush;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "usher-search");
  private volatile boolean running = true;
  private volatile boolean wanted;

  WordIndexer(
      EventWords words,
      UnindexedEvents events,
      KnownKeys known,
      GroupCommit writer,
      Rush rush,
      Clock clock) {
    this.known = known;
    this.rush = rush;
    this.words = words;
    this.events = events;
    this.writer = writer;
    this.clock = clock;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** After an event came in; costs nothing while it is awake. */
  void wake() {
    if (!wanted) {
      wanted = true;
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (running) {
      wanted = false;
      Duration rest = rush.isOn() || writer.holdsBack() ? AFTER_A_MISS : goOn();
      if (rest.compareTo(SETTLED) <= 0) {
        rest(rest);
      } else {
        sleep(rest);
      }
    }
  }

  /** Not to be woken: what came in isn't settled yet. */
  private void rest(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (running && until - System.nanoTime() > 0) {
      LockSupport.parkNanos(this, until - System.nanoTime());
    }
  }

  private void sleep(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (running && !wanted && until - System.nanoTime() > 0) {
      LockSupport.parkNanos(this, until - System.nanoTime());
    }
    if (wanted) {
      rest(SETTLED);
    }
  }

  private Duration goOn() {
    try {
      return next();
    } catch (RuntimeException e) {
      LOG.warn(
          "Events are not made findable for {} s: {}", BETWEEN_TRIES.toSeconds(), e.toString());
      return BETWEEN_TRIES;
    }
  }

  /** One step; returns how long to rest. */
  Duration next() {
    Progress from = events.progress();
    Instant now = clock.instant();
    List<IndexedEvent> fresh = events.after(from.indexedTo(), Ids.from(now.minus(SETTLED)));
    if (!fresh.isEmpty()) {
      String last = fresh.get(fresh.size() - 1).id();
      return write(from, new Progress(last, from.checkedTo()), fresh);
    }
    String checked = events.checkedTo(from, Ids.from(now.minus(SECOND_LOOK)));
    if (checked.compareTo(from.checkedTo()) > 0) {
      List<IndexedEvent> late = events.missed(from.checkedTo(), checked);
      return write(from, new Progress(from.indexedTo(), checked), late);
    }
    if (events.isAnyAfter(from.indexedTo())) {
      return SETTLED;
    }
    return from.checkedTo().equals(from.indexedTo()) ? FOREVER : SECOND_LOOK;
  }

  private Duration write(Progress from, Progress to, List<IndexedEvent> batch) {
    long began = System.nanoTime();
    Optional<List<KnownKeys.Entered>> entered =
        writer
            .write(
                sql -> {
                  if (!words.advance(sql, from, to)) {
                    return Optional.<List<KnownKeys.Entered>>empty();
                  }
                  words.addIfThere(sql, batch);
                  return Optional.of(
                      known.enter(sql, batch.stream().map(IndexedEvent::id).toList()));
                })
            .join();
    boolean ours = entered.isPresent();
    if (ours) {
      known.entered(entered.get());
      writer.write(words::tidy).join();
    }
    long took = System.nanoTime() - began;
    return ours ? Duration.ofNanos(2 * took) : AFTER_A_MISS;
  }

  /** The batch under way is finished; the rest is for the next start. */
  @Override
  public void close() throws InterruptedException {
    running = false;
    LockSupport.unpark(thread);
    thread.join(MOST_FOR_THE_LAST_BATCH.toMillis());
  }
}
