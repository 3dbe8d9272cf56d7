package io.usher.sales;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.event.EventStatus;
import io.usher.event.Payload;
import io.usher.store.SaleLog;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Adds events up. How much of it there can be is bounded, for names are whatever strangers send:
 * what comes after the first few hundred goes into one more of the same kind. Not for several
 * threads at a time.
 */
final class Tally {

  private static final int MOST_SHOWS = 300;
  private static final int MOST_ITEMS = 60;
  private static final int MOST_PAYMENTS = 40;

  /** More than any order has; so that no number overflows. */
  private static final long MOST_OF_A_LINE = 1_000_000;

  private static final int LONGEST_NAME = 200;
  private static final int HOURS = 24;
  private static final String OTHERS = "Others";

  private static final Comparator<ShowTally> LARGEST =
      Comparator.comparing((ShowTally show) -> show.sold.size())
          .thenComparing(show -> show.sold.items())
          .thenComparing(show -> show.returned.size())
          .reversed();

  private final ZoneId zone;
  private final Sums sold = new Sums();
  private final Sums refunded = new Sums();
  private final Sums voided = new Sums();
  private final Map<String, ShowTally> shows = new LinkedHashMap<>();
  private final Map<String, Sums> payments = new TreeMap<>();
  private final long[] hours = new long[HOURS];
  private long events;
  private long transfers;
  private long held;
  private long withoutPayload;
  private long unreadable;
  private long others;

  Tally(ZoneId zone) {
    this.zone = zone;
  }

  void add(SaleLog.Row row) {
    events++;
    if (row.status() == EventStatus.QUARANTINED || row.status() == EventStatus.DISCARDED) {
      held++;
      return;
    }
    switch (row.type()) {
      case "invoice.purchase" -> read(row, data -> purchase(data, row.receivedAt()));
      case "invoice.refund" -> read(row, data -> returned(data, refunded));
      case "invoice.void" -> read(row, data -> returned(data, voided));
      case "invoice.transfer" -> transfers++;
      // The giver's half of the same transfer.
      case "invoice.transferred" -> {}
      default -> others++;
    }
  }

  private void read(SaleLog.Row row, Consumer<JsonNode> reading) {
    if (row.payload() == null) {
      withoutPayload++;
      return;
    }
    try {
      reading.accept(Payload.read(row.payload(), row.type()).path("data"));
    } catch (IllegalArgumentException e) {
      unreadable++;
    }
  }

  private void purchase(JsonNode data, Instant at) {
    order(data, sold, true);
    hours[at.atZone(zone).getHour()]++;
    String type = paymentType(data);
    boolean hasPlace = payments.containsKey(type) || payments.size() < MOST_PAYMENTS;
    order(payments.computeIfAbsent(hasPlace ? type : OTHERS, t -> new Sums()), data);
  }

  private void returned(JsonNode data, Sums sums) {
    order(data, sums, false);
  }

  private void order(JsonNode data, Sums sums, boolean isSold) {
    order(sums, data);
    Set<ShowTally> concerned = new LinkedHashSet<>();
    List<JsonNode> lines = each(data.path("invoice_items"));
    for (JsonNode line : lines) {
      ShowTally show = show(line);
      long quantity = quantity(line);
      show.item(what(line), quantity, isSold);
      Sums of = isSold ? show.sold : show.returned;
      of.items(quantity);
      of.money(currency(data), line);
      concerned.add(show);
    }
    for (JsonNode ticket : each(data.path("ticket_items"))) {
      ShowTally show = show(ticket);
      show.starts(time(text(ticket, "event_starts_on")));
      if (lines.isEmpty()) {
        show.item(what(ticket), 1, isSold);
        (isSold ? show.sold : show.returned).items(1);
        concerned.add(show);
      }
    }
    concerned.forEach(show -> (isSold ? show.sold : show.returned).order());
  }

  private static void order(Sums sums, JsonNode data) {
    sums.order();
    sums.money(currency(data), data);
    List<JsonNode> lines = each(data.path("invoice_items"));
    sums.items(
        lines.isEmpty()
            ? data.path("ticket_items").size()
            : lines.stream().mapToLong(Tally::quantity).sum());
  }

  private static long quantity(JsonNode line) {
    return Math.max(0, Math.min(MOST_OF_A_LINE, line.path("quantity").asLong(1)));
  }

  private ShowTally show(JsonNode item) {
    String name = text(item, "event_name");
    String key = name == null ? "" : name;
    ShowTally known = shows.get(key);
    if (known != null) {
      return known;
    }
    return shows.size() < MOST_SHOWS
        ? shows.computeIfAbsent(key, k -> new ShowTally(name))
        : shows.computeIfAbsent(OTHERS, ShowTally::new);
  }

  /** What is added up for one show. */
  private static final class ShowTally {
    private final @Nullable String name;
    private final Sums sold = new Sums();
    private final Sums returned = new Sums();
    private final Map<String, long[]> items = new TreeMap<>();
    private @Nullable Instant starts;

    ShowTally(@Nullable String name) {
      this.name = name;
    }

    void item(String what, long quantity, boolean isSold) {
      String key = items.containsKey(what) || items.size() < MOST_ITEMS ? what : OTHERS;
      items.computeIfAbsent(key, k -> new long[2])[isSold ? 0 : 1] += quantity;
    }

    void starts(@Nullable Instant at) {
      if (at != null && (starts == null || at.isBefore(starts))) {
        starts = at;
      }
    }

    void add(ShowTally other) {
      sold.add(other.sold);
      returned.add(other.returned);
      other.items.forEach(
          (what, counts) -> {
            item(what, counts[0], true);
            item(what, counts[1], false);
          });
      starts(other.starts);
    }

    DaySales.Show show() {
      return new DaySales.Show(
          name,
          starts,
          sold.sum(),
          returned.sum(),
          items.entrySet().stream()
              .map(each -> new DaySales.Item(each.getKey(), each.getValue()[0], each.getValue()[1]))
              .toList());
    }
  }

  boolean isEmpty() {
    return events == 0;
  }

  /** Adds what was added up apart. */
  void add(Tally other) {
    sold.add(other.sold);
    refunded.add(other.refunded);
    voided.add(other.voided);
    other.shows.forEach(
        (key, show) ->
            (shows.containsKey(key) || shows.size() < MOST_SHOWS
                    ? shows.computeIfAbsent(key, k -> new ShowTally(show.name))
                    : shows.computeIfAbsent(OTHERS, ShowTally::new))
                .add(show));
    other.payments.forEach((key, sums) -> payments.computeIfAbsent(key, k -> new Sums()).add(sums));
    for (int hour = 0; hour < HOURS; hour++) {
      hours[hour] += other.hours[hour];
    }
    events += other.events;
    transfers += other.transfers;
    held += other.held;
    withoutPayload += other.withoutPayload;
    unreadable += other.unreadable;
    others += other.others;
  }

  DaySales sales(SaleDay day, boolean complete, Instant at) {
    List<Long> byHour = new ArrayList<>();
    for (long hour : hours) {
      byHour.add(hour);
    }
    return new DaySales(
        day.customer(),
        day.day(),
        zone.getId(),
        complete,
        events,
        sold.sum(),
        refunded.sum(),
        voided.sum(),
        transfers,
        shows.values().stream().sorted(LARGEST).map(ShowTally::show).toList(),
        payments.entrySet().stream()
            .map(each -> new DaySales.Payment(each.getKey(), each.getValue().sum()))
            .toList(),
        byHour,
        new DaySales.Left(held, withoutPayload, unreadable, others),
        at);
  }

  private static String paymentType(JsonNode data) {
    String type = text(data, "payment_type");
    return type == null ? "unknown" : type;
  }

  private static String currency(JsonNode data) {
    String currency = text(data, "currency");
    return currency == null ? "" : currency;
  }

  private static String what(JsonNode item) {
    for (String field : List.of("ticket_type_name", "product_name")) {
      String name = text(item, field);
      if (name != null) {
        return name;
      }
    }
    return "Item";
  }

  private static List<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  private static @Nullable String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    String text = value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    if (text.isEmpty()) {
      return null;
    }
    return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
