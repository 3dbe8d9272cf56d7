package io.usher.store;

import io.usher.store.EventWords.Progress;
import io.usher.testing.Postgres;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How long searches take among very many events, and how fast those become findable. Run by hand:
 * an empty folder, how many events, and for PostgreSQL the word postgres.
 */
public final class SearchTimes {

  private static final int A_COMMIT = 10_000;
  private static final int TIMES = 5;
  private static final String[] SHOWS = {
    "Harbour Nights", "Prairie Sound Festival", "Winter Gala", "Opera under the Stars"
  };

  private final StoreParts store;
  private final Random random = new Random(7);

  private SearchTimes(StoreParts store) {
    this.store = store;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int events = Integer.parseInt(args[1]);
    String url = args.length > 2 ? Postgres.emptyDatabase() : "";
    Clock clock = Clock.systemUTC();
    try (StoreParts store =
        url.isEmpty()
            ? StoreParts.sqlite(folder, clock)
            : StoreParts.postgres(url, folder, clock)) {
      SearchTimes times = new SearchTimes(store);
      String address = url.isEmpty() ? "jdbc:sqlite:" + folder.resolve("usher.db") : url;
      try (Connection connection = DriverManager.getConnection(address)) {
        if (store
            .reader
            .sql("SELECT 1 FROM events LIMIT 1")
            .query(Integer.class)
            .optional()
            .isEmpty()) {
          times.fill(connection, events);
          if (!url.isEmpty()) {
            connection.createStatement().execute("VACUUM ANALYZE");
          }
        }
      }
      times.index(events);
      if (!url.isEmpty()) {
        store
            .reader
            .sql(
                "SELECT relname || ' ' || pg_relation_size(oid) / "
                    + events
                    + " || ' bytes/event' FROM pg_class WHERE relname LIKE 'event_words%'")
            .query(String.class)
            .list()
            .forEach(System.out::println);
      }
      times.searches();
    }
  }

  private void fill(Connection connection, int events) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement event =
            connection.prepareStatement(
                """
                INSERT INTO events (id, customer, source, event_key, type, transaction_id, buyer_name, buyer_email,
                  received_at, status, size, payload)
                VALUES (?, ?, 'showpass', ?, ?, ?, ?, ?, ?, 'ROUTED', ?, ?)""");
        PreparedStatement delivery =
            connection.prepareStatement(
                """
                INSERT INTO deliveries (id, event_id, event_type, customer, destination, transaction_id, order_key,
                  created_at, status, attempts, last_error)
                VALUES (?, ?, ?, ?, 'crm', ?, ?, ?, ?, 4, ?)""")) {
      for (int i = 0; i < events; i++) {
        add(event, delivery, i, events);
        if (i % A_COMMIT == A_COMMIT - 1 || i == events - 1) {
          event.executeBatch();
          delivery.executeBatch();
          connection.commit();
        }
      }
    }
    connection.setAutoCommit(true);
  }

  /** The first half are sales of two years of shows that are long over. */
  private void add(PreparedStatement event, PreparedStatement delivery, int number, int events)
      throws SQLException {
    String first = "First" + Integer.toString(random.nextInt(2000), 36);
    String last = "Last" + Integer.toString(random.nextInt(5000), 36);
    String name = first + " " + last;
    String email = first + "." + last + number + "@example.com";
    String show = number < events / 2 ? "Old Ship Ballads" : SHOWS[random.nextInt(4)];
    String sale = hex(2) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12);
    String key = hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12);
    String customer = number % 1000 == 0 ? "venue2" : "demo";
    String type = number % 50 == 0 ? "invoice.refund" : "invoice.purchase";
    byte[] payload = payload(number, sale, key, name, email, show);
    long now = System.currentTimeMillis();
    String id = Ids.next();
    bind(event, id, customer, key, type, sale, name, email, now, payload.length, payload);
    bind(
        delivery,
        Ids.next(),
        id,
        type,
        customer,
        sale,
        sale,
        now,
        number % 200 == 0 ? "DEAD" : "DELIVERED",
        number % 200 == 0 ? "The CRM has no field named Seat." : null);
  }

  private byte[] payload(
      int number, String sale, String key, String name, String email, String show) {
    String ticket =
        """
        {"id":%d,"event_name":"%s","name_on_ticket":"%s","email_on_ticket":"%s","ticket_type_name":"General Admission",\
        "barcode_string":"HB-%012d","seat":"Row 1","notes":"%s"}""";
    return ("{\"id\":\"%s\",\"webhook_event_uuid\":\"%s\",\"data\":{\"transaction_id\":\"%s\",\"customer_name\":\"%s\","
            + "\"customer_email\":\"%s\",\"ticket_items\":[%s,%s],\"invoice_items\":[]}}")
        .formatted(
            sale,
            key,
            sale,
            name,
            email,
            ticket.formatted(41_000_000 + 2 * number, show, name, email, number, "-".repeat(330)),
            ticket.formatted(
                41_000_001 + 2 * number, show, "Guest" + number, email, number, "-".repeat(330)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String hex(int digits) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < digits; i++) {
      hex.append(Character.forDigit(random.nextInt(16), 16));
    }
    return hex.toString();
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  /** Without the rests, so that it is a matter of minutes. */
  private void index(int events) throws InterruptedException {
    EventWords words = EventWords.of(store.type);
    WordIndexer indexer =
        new WordIndexer(
            words,
            new UnindexedEvents(words, store.reader),
            store.known,
            store.writer,
            store.wakeups.rush(),
            store.clock);
    Progress before = words.progress(store.reader);
    long began = System.nanoTime();
    long[] steps = new long[2 * events / UnindexedEvents.BATCH + 100];
    int taken = 0;
    for (Duration rest = Duration.ZERO; rest.compareTo(WordIndexer.SETTLED) < 0; ) {
      long step = System.nanoTime();
      rest = indexer.next();
      if (taken < steps.length) {
        steps[taken++] = System.nanoTime() - step;
      }
      long wait = Long.getLong("rest", 0);
      LockSupport.parkNanos(wait * 1_000_000);
    }
    System.out.printf("the writer's processor time: %.2f ms a step%n", writerMillis() / taken);
    Arrays.sort(steps, 0, taken);
    System.out.printf(
        "indexed after '%s' in %.0f s, %d steps; a step: median %.1f ms, 99 of 100 %.1f, 999 of 1000 %.1f, worst %.1f%n",
        before.indexedTo(),
        (System.nanoTime() - began) / 1e9,
        taken,
        steps[taken / 2] / 1e6,
        steps[taken * 99 / 100] / 1e6,
        steps[(int) (taken * 999L / 1000)] / 1e6,
        steps[taken - 1] / 1e6);
  }

  private static double writerMillis() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().startsWith("usher-writer"))
            .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
            .sum()
        / 1e6;
  }

  private void searches() {
    String one =
        store
            .reader
            .sql("SELECT transaction_id FROM events ORDER BY id LIMIT 1")
            .query(String.class)
            .single();
    for (String typed :
        new String[] {
          "nobody@example.com", "zzyzx", "first1a last2b", "guest4242", one, "example", "ballads",
              "old ship ballads",
          "general admission", "ballads opera", "prairie opera", "first1a prairie",
              "first1a ballads", "f", "fi", "g 41",
          "z", "ol", "guest1 ballads", "41000", "no field named", "%", "a' OR \"* NEAR("
        }) {
      time(typed, null, null, null, null);
    }
    time("first1a", "venue2", null, null, null);
    time("ballads", "demo", "UNROUTED", null, null);
    time("opera", "demo", null, "invoice.refund", null);
    time("ballads", "venue2", null, null, null);
    time("ballads", null, null, null, "crm");
    time("zzyzx", "demo", "DEAD", null, "crm");
    time("first1a", null, "DEAD", null, null);
    time("first1a", null, "DELIVERED", null, "crm");
  }

  private void time(
      String typed,
      @Nullable String customer,
      @Nullable String status,
      @Nullable String type,
      @Nullable String destination) {
    boolean ofEvents = status == null || status.equals("UNROUTED");
    boolean ofDeliveries = status == null || !status.equals("UNROUTED");
    LogFilter filter =
        new LogFilter(customer, status, type, destination, null, null, typed, null, 50);
    System.out.printf(
        "%-60s events %s   deliveries %s%n",
        typed + " " + customer + " " + status + " " + type + " " + destination,
        ofEvents ? median(() -> store.log.events(filter).items().size()) : "-",
        ofDeliveries ? median(() -> store.log.deliveries(filter).items().size()) : "-");
  }

  private static String median(java.util.function.IntSupplier search) {
    long[] took = new long[TIMES];
    int found = 0;
    for (int i = 0; i < TIMES; i++) {
      long began = System.nanoTime();
      found = search.getAsInt();
      took[i] = System.nanoTime() - began;
    }
    Arrays.sort(took);
    return "%6.1f ms (worst %6.1f) %2d"
        .formatted(took[TIMES / 2] / 1e6, took[TIMES - 1] / 1e6, found);
  }
}
