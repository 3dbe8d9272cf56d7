package io.usher.faults.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.faults.Sinks;
import io.usher.testing.HubProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Every page of the console, with a million events behind it. */
final class ConsolePages {

  private static final int ACKS_PER_SECOND = 20;
  private static final long SLOW_MS = 300;

  private ConsolePages() {}

  /** All of them came within the last hours, as on the day of an on-sale. */
  static void ofOneDay(Stand stand) throws Exception {
    visit(stand, 0.5);
  }

  /** They came in the course of a month. */
  static void ofOneMonth(Stand stand) throws Exception {
    visit(stand, 30);
  }

  private static void visit(Stand stand, double days) throws Exception {
    stand.makeTables();
    int events = stand.backlog();
    try (Connection connection = stand.database().open(stand.hubs().data(0))) {
      new History(connection, events, days).fill();
    }
    stand.database().tidy();
    stand.destinations().forEach(name -> stand.sinks().behave(name, Sinks.AT_ONCE));
    HubProcess hub = stand.hubs().launch(0).awaitReady();
    try (Usage usage = new Usage(hub)) {
      awaitSearch(stand);
      Visitor visitor = new Visitor(hub.port());
      awaitSales(stand, hub);
      try (AckTimes acks = new AckTimes(hub.port(), ACKS_PER_SECOND)) {
        tell(stand, visitor.readAll(starts(events)));
        stand.figures().note("meanwhile %s", acks);
        stand.figures().breaks(acks.failed() > 0, "webhooks failed");
      }
      stand
          .figures()
          .note(
              "heap at most %d MB of 256, process %d MB",
              usage.heapMegabytes(), usage.residentMegabytes());
    }
  }

  /** Searches are slower while the index of words is behind. */
  private static void awaitSearch(Stand stand) throws Exception {
    long began = System.nanoTime();
    try (Connection connection = stand.database().open(stand.hubs().data(0))) {
      while (isBehind(connection)) {
        TimeUnit.SECONDS.sleep(2);
      }
    }
    stand
        .figures()
        .note("all are findable after %d s", (System.nanoTime() - began) / 1_000_000_000);
  }

  /** Until then the page shows what is counted so far. */
  private static void awaitSales(Stand stand, HubProcess hub) throws InterruptedException {
    long began = System.nanoTime();
    JsonNode day = hub.get("/api/v1/sales");
    while (!day.path("complete").asBoolean()) {
      TimeUnit.MILLISECONDS.sleep(100);
      day = hub.get("/api/v1/sales");
    }
    stand
        .figures()
        .note(
            "today's %,d sales are added up after %.1f s",
            day.path("events").asLong(), (System.nanoTime() - began) / 1e9);
  }

  private static boolean isBehind(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT 1 FROM events WHERE id > (SELECT indexed_to FROM search_progress) LIMIT 1")) {
      return row.next();
    }
  }

  private static int lastRouted(int events) {
    return events - 1;
  }

  private static void tell(Stand stand, Map<String, Visitor.Reading> read) {
    List<Map.Entry<String, Visitor.Reading>> slowest =
        read.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<String, Visitor.Reading> each) -> each.getValue().millis())
                    .reversed())
            .toList();
    slowest.forEach(
        each -> System.out.println("   " + each.getValue().millis() + " ms " + each.getKey()));
    stand
        .figures()
        .note(
            "of %d pages the slowest: %s",
            read.size(),
            slowest.stream()
                .limit(3)
                .map(each -> each.getValue().millis() + " ms " + each.getKey())
                .collect(Collectors.joining(", ")));
    List<String> failed =
        read.entrySet().stream()
            .filter(each -> each.getValue().status() != 200)
            .map(each -> each.getValue().status() + " " + each.getKey())
            .toList();
    stand.figures().breaks(!failed.isEmpty(), "pages failed: " + failed);
    stand
        .figures()
        .breaks(slowest.get(0).getValue().millis() > SLOW_MS, "pages take over " + SLOW_MS + " ms");
  }

  /** What people ask for; the pages that these lead to are read as well. */
  private static List<String> starts(int events) {
    return List.of(
        "/",
        "/sales",
        "/events",
        "/events?customer=demo",
        "/events?type=invoice.refund",
        "/events?type=invoice.exchange",
        "/events?status=UNROUTED",
        "/events?status=QUARANTINED",
        "/events?status=ACCEPTED",
        "/events?last=1h",
        "/events?last=24h&status=UNROUTED",
        "/events?customer=demo&type=ticket.transfer&last=7d",
        "/events?since=2020-01-01&until=2020-02-01",
        "/events?q=whitfield",
        "/events?q=dana+whitfield",
        "/events?q=dana+harbour",
        "/events?q=freya+byrne+harbour+nights+7",
        "/events?q=nobody%40example.com",
        "/events?q=sale-" + lastRouted(events),
        "/events?q=sale-4242&customer=demo",
        "/events?q=HB",
        "/events?q=d",
        "/events?q=general+zzz",
        "/events?q=harbour&status=QUARANTINED",
        "/events?q=whitfield&since=2020-01-01&until=2020-02-01",
        "/deliveries",
        "/deliveries?customer=demo&destination=crm",
        "/deliveries?status=PENDING",
        "/deliveries?status=RETRYING",
        "/deliveries?status=DELIVERED",
        "/deliveries?status=DISCARDED",
        "/deliveries?status=DEAD",
        "/deliveries?status=DEAD&destination=mail",
        "/deliveries?status=DEAD&type=ticket.transfer",
        "/deliveries?type=invoice.refund",
        "/deliveries?type=invoice.exchange",
        "/deliveries?type=invoice.exchange&customer=demo",
        "/events?type=invoice.exchange&customer=demo",
        "/deliveries?customer=demo&destination=mail&type=ticket.transfer&status=DEAD&last=1h",
        "/deliveries?q=whitfield",
        "/deliveries?q=dana+harbour&status=DEAD",
        "/deliveries?q=nobody%40example.com",
        "/deliveries?status=DEAD&error=503",
        "/deliveries?error=no+address",
        "/deliveries?last=24h",
        "/jobs",
        "/jobs/new?status=DEAD",
        "/jobs/new?kind=REDELIVER&status=DEAD&customer=demo&destination=crm",
        "/jobs/new?kind=REDELIVER&status=DELIVERED",
        "/routes",
        "/customers",
        "/audit",
        "/settings");
  }
}
