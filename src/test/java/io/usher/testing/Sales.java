package io.usher.testing;

/** The invented buyers of Harbour Hall, as small webhooks. */
public final class Sales {

  private Sales() {}

  /** Dana buys one ticket; each number is another order. */
  public static String dana(int number) {
    return event("invoice.purchase", "dana-" + number, "uuid-purchase-" + number, "Dana Whitfield");
  }

  /** Dana's order is refunded. */
  public static String danaRefunded(int number) {
    return event("invoice.refund", "dana-" + number, "uuid-refund-" + number, "Dana Whitfield");
  }

  public static String event(String type, String transaction, String uuid, String buyer) {
    return """
        {"id":"%2$s","event_type":"%1$s","webhook_event_uuid":"%3$s",
         "data":{"transaction_id":"%2$s","customer_name":"%4$s","customer_email":"dana.whitfield@example.com",
         "currency":"CAD","gross_revenue":"52.50","ticket_items":[],"invoice_items":[]}}"""
        .formatted(type, transaction, uuid, buyer);
  }
}
