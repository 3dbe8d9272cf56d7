package io.usher.faults.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.faults.Sinks;
import io.usher.faults.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One run of a scenario: hubs, senders and destinations, and what they saw. */
final class Trial implements AutoCloseable {

  /** Slow enough that something is in flight whenever something is killed. */
  static final Sinks.Manner USUAL = new Sinks.Takes(Duration.ofMillis(50));

  private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(6);

  private final Scenario scenario;
  private final int rounds;
  private final int perSecond;
  private final Random random;
  private final Path folder;
  private final Database database;
  private final Sinks sinks = new Sinks();
  private final Hubs hubs;
  private final Senders senders;
  private final List<String> notes = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private Duration working = Duration.ZERO;
  private Duration caughtUp = Duration.ZERO;
  private final InFlight inFlight;

  Trial(Scenario scenario, int rounds, int perSecond, Random random, Path folder)
      throws IOException {
    this.scenario = scenario;
    this.rounds = rounds;
    this.perSecond = perSecond;
    this.random = random;
    this.folder = folder;
    this.database = scenario.database().get();
    this.inFlight = new InFlight(database);
    Map<String, String> environment =
        new Venue(folder, sinks.port(), scenario.destinations()).environment();
    environment.putAll(scenario.settings());
    this.hubs = new Hubs(folder, environment, database);
    scenario.destinations().forEach(name -> sinks.behave(name, USUAL));
    this.senders = new Senders(hubs::ports, perSecond);
  }

  Row run() throws Exception {
    begin();
    scenario.play().play(this);
    senders.finish();
    awaitArrived(senders.accepted());
    checkBalance();
    return row();
  }

  private void begin() {
    for (int i = 0; i < scenario.hubs(); i++) {
      hubs.add();
    }
    senders.start();
  }

  /** The same again, at the same time, without the fault; nobody counts what it loses. */
  Trial besideIt() throws IOException {
    Path twin = Files.createDirectory(folder.resolve("beside"));
    Trial beside = new Trial(scenario, rounds, perSecond, random, twin);
    beside.begin();
    return beside;
  }

  private Row row() {
    Count count = Count.of(senders.accepted(), sinks, scenario.destinations(), inFlight);
    breaks(count.accepted() == 0, "nothing was accepted");
    breaks(count.lost() > 0, "lost");
    breaks(count.unexplained() > 0, count.unexplained() + " twice that were not in flight");
    breaks(count.disordered() > 0, "out of order");
    notes.add("answers " + senders.answers());
    return new Row(
        scenario.name(),
        database.name(),
        rounds,
        count,
        inFlight.count(),
        working,
        caughtUp,
        broken,
        notes);
  }

  private void checkBalance() throws InterruptedException {
    if (!within(Duration.ofSeconds(60), this::settled)) {
      breaks(true, "balance " + hubs.get(0).get("/api/v1/balance").path("items"));
    }
  }

  private boolean settled() {
    JsonNode days = hubs.get(0).get("/api/v1/balance").path("items");
    for (JsonNode day : days) {
      JsonNode deliveries = day.path("deliveries");
      if (!day.path("balanced").asBoolean()
          || day.path("events").path("accepted").asInt() != 0
          || !deliveries.path("delivered").equals(deliveries.path("total"))) {
        return false;
      }
    }
    return !days.isEmpty();
  }

  /**
   * The fault is over: waits until an event that is accepted from now on has arrived everywhere,
   * and notes how long that took.
   */
  void awaitWorking() throws InterruptedException {
    Set<String> before = Set.copyOf(senders.accepted());
    long began = System.nanoTime();
    boolean works =
        within(
            LONGEST_RECOVERY,
            () ->
                senders.accepted().stream()
                    .anyMatch(uuid -> !before.contains(uuid) && arrived(Set.of(uuid))));
    breaks(!works, "nothing new arrives");
    working = longer(working, began);
  }

  /** Waits until all that was accepted by now has arrived, and notes how long that took. */
  void awaitCaughtUp() throws InterruptedException {
    long began = System.nanoTime();
    awaitArrived(Set.copyOf(senders.accepted()));
    caughtUp = longer(caughtUp, began);
  }

  private static Duration longer(Duration known, long began) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return took.compareTo(known) > 0 ? took : known;
  }

  private void awaitArrived(Set<String> uuids) throws InterruptedException {
    within(LONGEST_RECOVERY, () -> arrived(uuids));
  }

  private boolean arrived(Set<String> uuids) {
    return scenario.destinations().stream()
        .allMatch(name -> sinks.arrivals(name).keySet().containsAll(uuids));
  }

  /** Waits for so many more events to be accepted. */
  void awaitAccepted(int more) throws InterruptedException {
    int goal = senders.accepted().size() + more;
    if (!within(LONGEST_RECOVERY, () -> senders.accepted().size() >= goal)) {
      breaks(true, "the hubs accept nothing more");
    }
  }

  /** Whether it became true in time. */
  static boolean within(Duration longest, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return true;
  }

  /** A moment at random. */
  void someTime(Duration least, Duration most) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextLong(least.toMillis(), most.toMillis()));
  }

  /** A hub has just died, or stands still: what it had in flight may arrive once more. */
  void mayRepeatWhatWasInFlight(int hub) throws Exception {
    inFlight.look(hubs.data(hub), hubs.count() == 1);
  }

  void breaks(boolean isBroken, String promise) {
    if (isBroken) {
      broken.add(promise);
    }
  }

  void note(String note) {
    notes.add(note);
  }

  int rounds() {
    return rounds;
  }

  Random random() {
    return random;
  }

  Path folder() {
    return folder;
  }

  Hubs hubs() {
    return hubs;
  }

  Sinks sinks() {
    return sinks;
  }

  Senders senders() {
    return senders;
  }

  Database database() {
    return database;
  }

  @Override
  public void close() {
    senders.close();
    hubs.close();
    sinks.close();
    database.close();
  }
}
