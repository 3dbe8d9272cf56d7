package io.usher.faults.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.usher.store.CountedAnew;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Fills a store with what a venue has behind it: sales of many buyers over some time, nearly all of
 * them delivered at two destinations, each attempt in the log; some were refused, some wait for
 * another attempt, some were no destination's business.
 */
final class History {

  private static final int A_COMMIT = 10_000;
  private static final List<String> DESTINATIONS = List.of("crm", "mail");
  private static final List<String> FIRST =
      List.of(
          "Dana", "Mara", "Jonas", "Rosa", "Theo", "Ines", "Noor", "Pavel", "Greta", "Luis", "Aiko",
          "Omar", "Freya", "Anton", "Zoe", "Elif", "Bruno", "Carla", "Dmitri", "Hana");
  private static final List<String> LAST =
      List.of(
          "Whitfield",
          "Lind",
          "Okafor",
          "Brandt",
          "Castellano",
          "Novak",
          "Haddad",
          "Sørensen",
          "Tanaka",
          "Moreau",
          "Vance",
          "Quist",
          "Abara",
          "Petrov",
          "Lombardi",
          "Fischer",
          "Ruiz",
          "Aalto",
          "Kaya",
          "Byrne");
  private static final List<String> CAUSES =
      List.of(
          "The destination answered 503.",
          "The destination answered 400: the field \"email\" is no address.",
          "The destination gave no answer within 20 s.");

  private final Connection connection;
  private final long spanMs;
  private final Random random = new Random(4242);
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
  private final int events;
  private final long until = System.currentTimeMillis();

  /**
   * @param days over which they came, until now
   */
  History(Connection connection, int events, double days) {
    this.connection = connection;
    this.events = events;
    this.spanMs = (long) (days * 86_400_000);
  }

  void fill() throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement event = connection.prepareStatement(EVENT);
        PreparedStatement delivery = connection.prepareStatement(DELIVERY);
        PreparedStatement attempt = connection.prepareStatement(ATTEMPT)) {
      for (int n = 1; n <= events; n++) {
        add(n, event, delivery, attempt);
        if (n % A_COMMIT == 0 || n == events) {
          event.executeBatch();
          delivery.executeBatch();
          attempt.executeBatch();
          connection.commit();
        }
      }
    }
    connection.setAutoCommit(true);
    CountedAnew.in(connection);
    countHours();
  }

  private static final String EVENT =
      """
      INSERT INTO events (id, customer, source, event_key, type, transaction_id, buyer_name, buyer_email,
        received_at, status, size, payload)
      VALUES (?, 'demo', 'showpass', ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String DELIVERY =
      """
      INSERT INTO deliveries (id, event_id, event_type, customer, destination, transaction_id, order_key,
        created_at, status, attempts, due_at, started_at, finished_at, last_error)
      VALUES (?, ?, ?, 'demo', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String ATTEMPT =
      """
      INSERT INTO attempts (delivery_id, number, started_at, duration_ms, outcome, response, error)
      VALUES (?, ?, ?, ?, ?, ?, ?)""";

  private void add(
      int n, PreparedStatement event, PreparedStatement delivery, PreparedStatement attempt)
      throws SQLException {
    long at = until - spanMs + (long) ((double) spanMs * n / events);
    String id = ids.construct(at).toString();
    String type = type();
    String name = FIRST.get(random.nextInt(20)) + " " + LAST.get(random.nextInt(20));
    String email =
        name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.').replace("ø", "o")
            + random.nextInt(1000)
            + "@example.com";
    String sale = "sale-" + n;
    String status = n % 200 == 0 ? "UNROUTED" : n % 20_000 == 7 ? "QUARANTINED" : "ROUTED";
    byte[] payload = payload(n, type, sale, name, email);
    bind(event, id, "uuid-" + n, type, sale, name, email, at, status, payload.length, payload);
    if (status.equals("ROUTED")) {
      for (String destination : DESTINATIONS) {
        deliver(id, type, sale, destination, at, delivery, attempt);
      }
    }
  }

  private String type() {
    int of = random.nextInt(100);
    return of < 90 ? "invoice.purchase" : of < 96 ? "invoice.refund" : "ticket.transfer";
  }

  private void deliver(
      String event,
      String type,
      String sale,
      String destination,
      long at,
      PreparedStatement delivery,
      PreparedStatement attempt)
      throws SQLException {
    String id = ids.construct(at).toString();
    int of = random.nextInt(10_000);
    String status =
        of < 100 ? "DEAD" : of < 110 ? "RETRYING" : of < 115 ? "DISCARDED" : "DELIVERED";
    String error = status.equals("DELIVERED") ? null : CAUSES.get(random.nextInt(CAUSES.size()));
    int attempts = status.equals("DELIVERED") ? 1 : 4;
    boolean waits = status.equals("RETRYING");
    long last = at + 40 + (attempts - 1) * 60_000L;
    bind(
        delivery,
        id,
        event,
        type,
        destination,
        sale,
        sale,
        at,
        status,
        attempts,
        waits ? until + 7_200_000L : null,
        last,
        waits ? null : last + 20,
        error);
    for (int number = 1; number <= attempts; number++) {
      bind(
          attempt,
          id,
          number,
          at + 40 + (number - 1) * 60_000L,
          20,
          error == null ? "DELIVERED" : "FAILED",
          error == null ? "200" : null,
          error);
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  private byte[] payload(int n, String type, String sale, String name, String email) {
    String ticket =
        """
        {"id":%d,"ticket_type":"General Admission","event_name":"Harbour Nights %d","name_on_ticket":"%s",\
        "email_on_ticket":"%s","price":"45.00","fees":"4.50","barcode":"HB-%012d","seat":"Row %d, Seat %d",\
        "notes":"%s"}"""
            .formatted(n, n % 40, name, email, n, n % 26, n % 50, "-".repeat(330));
    return """
        {"id":"%s","event_type":"%s","webhook_event_uuid":"uuid-%d","data":{"transaction_id":"%s",\
        "customer_name":"%s","customer_email":"%s","currency":"CAD","gross_revenue":"99.00",\
        "ticket_items":[%s,%s],"invoice_items":[]}}"""
        .formatted(sale, type, n, sale, name, email, ticket, ticket)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** As the hub notes every minute. */
  private void countHours() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          INSERT INTO hourly_events (customer, source, type, hour, events, last_at)
            SELECT customer, source, type, received_at / 3600000 * 3600000, count(*), max(received_at) FROM events
            GROUP BY 1, 2, 3, 4""");
    }
  }
}
