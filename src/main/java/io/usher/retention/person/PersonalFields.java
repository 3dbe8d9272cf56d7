package io.usher.retention.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which fields of Showpass's webhooks tell about a person: all that aren't known to tell about the
 * sale. So an answer to a question that a venue asks next year goes too.
 */
final class PersonalFields {

  private static final Set<String> AMOUNTS =
      Set.of(
          "discounts",
          "net_sales",
          "service_fees",
          "account_credit_applied",
          "gross_revenue",
          "organizer_fees",
          "total_tax");

  private static final Set<String> THINGS =
      Set.of(
          "id",
          "event_id",
          "event_name",
          "event_facebook_id",
          "event_starts_on",
          "event_ends_on",
          "ticket_type_id",
          "ticket_type_name",
          "ticket_type_external_id",
          "product_id",
          "product_name",
          "product_attribute_id",
          "product_attribute_name");

  private static final Set<String> OF_THE_EVENT =
      Set.of("id", "event_type", "webhook_event_uuid", "data");

  private static final Set<String> OF_THE_SALE =
      with(
          AMOUNTS,
          "id",
          "transaction_id",
          "showpass_organization_id",
          "subscribe_to_venue",
          "payment_type",
          "other_payment_type",
          "currency",
          "account_credit_type",
          "invoice_type",
          "invoice_type_id",
          "partner_slug",
          "ticket_items",
          "invoice_items");

  private static final Set<String> OF_A_TICKET =
      with(
          THINGS, "ticket_status", "ticket_status_code", "ticket_item_type", "created_by_transfer");

  private static final Set<String> OF_A_LINE =
      with(union(AMOUNTS, THINGS), "invoice_item_type", "quantity");

  private PersonalFields() {}

  /** Erases the person's fields and tells who the person was. */
  static Role erase(ObjectNode payload, SoughtAddress person) {
    if (!(payload.get("data") instanceof ObjectNode data)) {
      return Role.MENTIONED;
    }
    if (person.is(text(data, "customer_email"))) {
      eraseBuyer(payload, data, person);
      return Role.BUYER;
    }
    List<ObjectNode> own =
        objects(data, "ticket_items").stream()
            .filter(ticket -> person.is(text(ticket, "email_on_ticket")))
            .toList();
    own.forEach(ticket -> keep(ticket, OF_A_TICKET));
    return own.isEmpty() ? Role.MENTIONED : Role.HOLDER;
  }

  private static void eraseBuyer(ObjectNode payload, ObjectNode data, SoughtAddress person) {
    String name = text(data, "customer_name");
    objects(data, "ticket_items").stream()
        .filter(ticket -> isBuyers(ticket, name, person))
        .forEach(ticket -> keep(ticket, OF_A_TICKET));
    objects(data, "invoice_items").forEach(line -> keep(line, OF_A_LINE));
    keep(data, OF_THE_SALE);
    keep(payload, OF_THE_EVENT);
  }

  /** A ticket without an address is the buyer's, unless it has another one's name. */
  private static boolean isBuyers(ObjectNode ticket, String buyer, SoughtAddress person) {
    String address = text(ticket, "email_on_ticket");
    String holder = text(ticket, "name_on_ticket");
    return address.isBlank()
        ? holder.isBlank() || holder.strip().equalsIgnoreCase(buyer.strip())
        : person.is(address);
  }

  private static void keep(ObjectNode object, Set<String> kept) {
    for (Map.Entry<String, JsonNode> field : new ArrayList<>(object.properties())) {
      if (!kept.contains(field.getKey())) {
        object.set(field.getKey(), erased(field.getKey(), field.getValue()));
      }
    }
  }

  /** Names stay texts, for routes that shape them; an address that isn't one would be sent to. */
  private static JsonNode erased(String name, JsonNode value) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean reaches = lower.contains("email") || lower.contains("phone");
    return value.isTextual() && !reaches ? TextNode.valueOf("[erased]") : NullNode.getInstance();
  }

  private static List<ObjectNode> objects(ObjectNode data, String list) {
    return data.path(list)
        .valueStream()
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .toList();
  }

  private static String text(ObjectNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? value.textValue() : "";
  }

  private static Set<String> with(Set<String> some, String... more) {
    return union(some, Set.of(more));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return Set.copyOf(all);
  }
}
