package io.usher.faults.bench;

import io.usher.bench.Processes;
import io.usher.faults.Sinks;
import io.usher.faults.bench.Backlog.Waits;
import io.usher.store.ClaimTimes;
import io.usher.testing.HubProcess;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Hubs that have very much to catch up with. */
final class Backlogs {

  private static final String BEHIND = "crm";
  private static final int LINES = 1000;
  private static final long AN_HOUR_MS = 3_600_000;
  private static final int ACKS_PER_SECOND = 20;
  private static final int SECONDS = 30;
  private static final long SLOW_PAGE_MS = 1000;
  private static final long SLOW_SEARCH_MS = 1000;

  private Backlogs() {}

  /** All due, each of a sale of its own; claims are timed while it grows. */
  static void manySales(Stand stand) throws Exception {
    stand.makeTables();
    List<Long> claims = new ArrayList<>();
    try (Connection connection = stand.database().open(stand.hubs().data(0))) {
      Backlog backlog = new Backlog(connection, BEHIND);
      for (int size : List.of(1000, stand.backlog() / 10, stand.backlog())) {
        backlog.fillTo(size, Waits::alone);
        claims.add(claimMicros(stand));
        stand.figures().note("a claim of 8 among %,d: %.2f ms", size, last(claims) / 1000.0);
      }
    }
    stand.figures().breaks(last(claims) > 2 * claims.get(0), "claims get slower");
    drain(stand);
  }

  /** Long lines: of each transaction only one may be under way. */
  static void longLines(Stand stand) throws Exception {
    drain(
        stand,
        n ->
            new Waits(
                "sale-" + n / Math.max(1, stand.backlog() / LINES),
                "PENDING",
                0,
                "dana@example.com"));
  }

  /** The same, as sales come in that take turns. */
  static void mixedLines(Stand stand) throws Exception {
    drain(stand, n -> new Waits("sale-" + n % LINES, "PENDING", 0, "dana@example.com"));
  }

  /** One line for all. */
  static void oneLine(Stand stand) throws Exception {
    drain(stand, n -> new Waits("sale-0", "PENDING", 0, "dana@example.com"));
  }

  /** A destination was down for a day: every delivery has been tried, and becomes due by and by. */
  static void downForADay(Stand stand) throws Exception {
    int each = Math.max(1, stand.backlog() / 1000);
    drain(
        stand,
        n ->
            new Waits(
                "sale-" + n,
                "RETRYING",
                n % 2 == 0 ? 0 : AN_HOUR_MS + n / each,
                "dana@example.com"));
  }

  /** One line for each of many sales, whose first is tried again in an hour. */
  static void linesBehindRetries(Stand stand) throws Exception {
    int each = Math.max(1, stand.backlog() / LINES);
    drain(
        stand,
        n ->
            new Waits(
                "sale-" + n / each,
                n % each == 0 ? "RETRYING" : "PENDING",
                n % each == 0 ? AN_HOUR_MS : 0,
                "dana@example.com"));
  }

  private static void drain(Stand stand, IntFunction<Waits> shape) throws Exception {
    stand.makeTables();
    try (Connection connection = stand.database().open(stand.hubs().data(0))) {
      new Backlog(connection, BEHIND).fillTo(stand.backlog(), shape);
    }
    drain(stand);
  }

  private static long last(List<Long> values) {
    return values.get(values.size() - 1);
  }

  private static long claimMicros(Stand stand) throws Exception {
    String url = stand.database().environment().getOrDefault("USHER_STORE_URL", "");
    return ClaimTimes.median(url, stand.hubs().data(0), "demo", BEHIND);
  }

  /** A hub with 256 MB works on it, takes new webhooks and is looked at. */
  private static void drain(Stand stand) throws Exception {
    stand.database().tidy();
    stand.destinations().forEach(name -> stand.sinks().behave(name, Sinks.AT_ONCE));
    long began = System.nanoTime();
    HubProcess hub = stand.hubs().launch(0).awaitReady();
    stand.figures().note("ready after %d ms", (System.nanoTime() - began) / 1_000_000);
    try (Usage usage = new Usage(hub);
        AckTimes acks = new AckTimes(hub.port(), ACKS_PER_SECOND)) {
      TimeUnit.SECONDS.sleep(10);
      acks.forget();
      flow(stand, hub);
      stand.figures().note("%s", acks);
      stand.figures().breaks(acks.failed() > 0, "webhooks failed");
      lists(stand, hub);
      stand
          .figures()
          .note(
              "heap at most %d MB of 256, process %d MB",
              usage.heapMegabytes(), usage.residentMegabytes());
    }
    stand.figures().breaks(stand.isAnythingTwice(), "something came twice");
  }

  private static void flow(Stand stand, HubProcess hub) throws InterruptedException {
    int behind = stand.arrived(BEHIND);
    int other = stand.arrived("mail");
    Duration cpu = Processes.cpu(hub.pid());
    TimeUnit.SECONDS.sleep(SECONDS);
    stand
        .figures()
        .note(
            "%d deliveries/s to %s, %.1f of %d/s to mail, %.2f cores",
            (stand.arrived(BEHIND) - behind) / SECONDS,
            BEHIND,
            (stand.arrived("mail") - other) / (double) SECONDS,
            ACKS_PER_SECOND,
            Processes.cpu(hub.pid()).minus(cpu).toMillis() / 1000.0 / SECONDS);
    stand
        .figures()
        .breaks(
            stand.arrived("mail") - other < ACKS_PER_SECOND * SECONDS * 0.9, "mail fell behind");
  }

  private static void lists(Stand stand, HubProcess hub) throws IOException {
    Map<String, Long> took = Lists.read(hub, stand.hubs().data(0));
    took.forEach((page, millis) -> System.out.println("   " + millis + " ms " + page));
    slowest(stand, "pages", page(took, false), SLOW_PAGE_MS);
    slowest(stand, "searches in texts", page(took, true), SLOW_SEARCH_MS);
  }

  private static Map<String, Long> page(Map<String, Long> took, boolean search) {
    return took.entrySet().stream()
        .filter(page -> page.getKey().contains("q=") == search)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static void slowest(Stand stand, String what, Map<String, Long> took, long slow) {
    stand
        .figures()
        .note(
            "of %d %s the slowest: %s",
            took.size(),
            what,
            took.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(2)
                .map(page -> page.getValue() + " ms " + page.getKey())
                .collect(Collectors.joining(", ")));
    stand.figures().breaks(took.values().stream().anyMatch(ms -> ms > slow), what + " are slow");
  }
}
