package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sum",
    description = "Adds up what a customer sold on a day: orders, tickets and money, by show.")
public final class SaleSum implements Runnable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;
  @Mixin private CustomerOption customer;

  @Option(
      names = "--day",
      paramLabel = "<date>",
      description = "Such as 2027-07-09, midnight to midnight at the venue; today without it.")
  private @Nullable LocalDate day;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public SaleSum(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Map<String, String> query = customer.query();
    ListOptions.put(query, "day", day);
    Answer answer = hub.get("sales", query);
    while (!answer.json().path("complete").asBoolean()) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      answer = hub.get("sales", query);
    }
    if (!json.printed(answer)) {
      print(answer.json());
    }
  }

  private void print(JsonNode sales) {
    surroundings
        .out()
        .printf(
            "%s on %s (%s)%n",
            Answer.text(sales, "customer"),
            Answer.text(sales, "day"),
            Answer.text(sales, "timeZone"));
    Sheet sheet = new Sheet(surroundings);
    Table sums = new Table().fixed("WHAT", "ORDERS", "ITEMS").text("GROSS REVENUE");
    for (String what : List.of("sold", "refunded", "voided")) {
      sums.add(row(what, sales.path(what)));
    }
    sheet.print(sums, "");
    Table shows =
        new Table()
            .text("SHOW")
            .fixed("ORDERS", "ITEMS")
            .text("GROSS REVENUE")
            .fixed("RETURNED")
            .text("GIVEN BACK");
    for (JsonNode show : sales.path("shows")) {
      String name = Answer.text(show, "name");
      String[] sold = row(name.isEmpty() ? "(no show)" : name, show.path("sold"));
      JsonNode returned = show.path("returned");
      shows.add(
          sold[0], sold[1], sold[2], sold[3], returned.path("items").asText(), revenue(returned));
    }
    sheet.print(shows, "Nothing was sold.");
    left(sales.path("left"));
  }

  private static String[] row(String what, JsonNode sum) {
    return new String[] {
      what, sum.path("orders").asText(), sum.path("items").asText(), revenue(sum)
    };
  }

  private static String revenue(JsonNode sum) {
    List<String> amounts = new ArrayList<>();
    sum.path("amounts")
        .forEach(
            money ->
                amounts.add(
                    (Answer.text(money, "grossRevenue") + " " + Answer.text(money, "currency"))
                        .strip()));
    return String.join(", ", amounts);
  }

  private void left(JsonNode left) {
    tell(left, "held", "quarantined or discarded");
    tell(left, "withoutPayload", "without payload, which was removed after its time");
    tell(left, "unreadable", "of an unusual shape");
  }

  private void tell(JsonNode left, String field, String why) {
    long count = left.path(field).asLong();
    if (count > 0) {
      surroundings.out().printf("Not in these numbers: %,d %s.%n", count, why);
    }
  }
}
