package io.usher.faults.bench;

import io.usher.store.CountedAnew;
import io.usher.store.Ids;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Fills a store with routed events whose deliveries wait, a million a minute or so: much faster
 * than webhooks could. Each event is a purchase of about 1.7 kB.
 */
final class Backlog {

  private static final int A_COMMIT = 10_000;

  private final Connection connection;
  private final String destination;
  private final String prefix;
  private int filled;

  Backlog(Connection connection, String destination) {
    this(connection, destination, "");
  }

  /**
   * @param prefix of the events' keys, which tells them from those of another backlog
   */
  Backlog(Connection connection, String destination, String prefix) {
    this.connection = connection;
    this.destination = destination;
    this.prefix = prefix;
  }

  /**
   * A delivery as it waits, or as it ended.
   *
   * @param line its order key and transaction
   * @param status one that is over is due no more
   * @param due after so many milliseconds
   */
  record Waits(String line, String status, long due, String email) {

    static Waits alone(int number) {
      return new Waits("sale-" + number, "PENDING", 0, "buyer-" + number + "@example.com");
    }
  }

  /** Adds until there are so many. */
  void fillTo(int total, IntFunction<Waits> shape) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement event =
            connection.prepareStatement(
                """
                INSERT INTO events (id, customer, source, event_key, type, transaction_id, buyer_name, buyer_email,
                  received_at, status, size, payload)
                VALUES (?, 'demo', 'showpass', ?, 'invoice.purchase', ?, 'Dana Whitfield', ?, ?, 'ROUTED', ?, ?)""");
        PreparedStatement delivery =
            connection.prepareStatement(
                """
                INSERT INTO deliveries (id, event_id, event_type, customer, destination, transaction_id, order_key,
                  created_at, status, attempts, due_at, last_error)
                VALUES (?, ?, 'invoice.purchase', 'demo', ?, ?, ?, ?, ?, ?, ?, ?)""")) {
      while (filled < total) {
        add(event, delivery, shape.apply(filled));
        filled++;
        if (filled % A_COMMIT == 0 || filled == total) {
          event.executeBatch();
          delivery.executeBatch();
          connection.commit();
        }
      }
    }
    connection.setAutoCommit(true);
    CountedAnew.in(connection);
  }

  private void add(PreparedStatement event, PreparedStatement delivery, Waits waits)
      throws SQLException {
    long now = System.currentTimeMillis();
    String eventId = Ids.next();
    byte[] payload = payload(filled, waits);
    boolean tried = !waits.status.equals("PENDING");
    boolean over = waits.status.equals("DEAD") || waits.status.equals("DELIVERED");
    bind(
        event,
        eventId,
        prefix + "uuid-" + filled,
        waits.line,
        waits.email,
        now,
        payload.length,
        payload);
    bind(
        delivery,
        Ids.next(),
        eventId,
        destination,
        waits.line,
        waits.line,
        now,
        waits.status,
        tried ? 4 : 0,
        over ? null : now + waits.due,
        tried ? "The destination answered 503." : null);
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  private byte[] payload(int number, Waits waits) {
    String ticket =
        """
        {"id":%d,"ticket_type":"General Admission","event_name":"Harbour Nights %d","name_on_ticket":"Dana Whitfield",\
        "email_on_ticket":"%s","price":"45.00","fees":"4.50","barcode":"HB-%012d","seat":"Row %d, Seat %d",\
        "notes":"%s"}"""
            .formatted(
                number,
                number % 40,
                waits.email,
                number,
                number % 26,
                number % 50,
                "-".repeat(330));
    return """
        {"id":"%s","event_type":"invoice.purchase","webhook_event_uuid":"%suuid-%d","data":{"transaction_id":"%s",\
        "customer_name":"Dana Whitfield","customer_email":"%s","currency":"CAD","gross_revenue":"99.00",\
        "ticket_items":[%s,%s],"invoice_items":[]}}"""
        .formatted(waits.line, prefix, number, waits.line, waits.email, ticket, ticket)
        .getBytes(StandardCharsets.UTF_8);
  }
}
