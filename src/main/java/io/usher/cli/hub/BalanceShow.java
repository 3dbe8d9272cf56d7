package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "balance",
    description = "Shows where all events and deliveries are, per customer and day.",
    footer = "%nExit code 1 when a day doesn't add up.%n")
public final class BalanceShow implements Callable<Integer> {
  private static final String[] COUNTS = {
    "/events/total",
    "/events/accepted",
    "/events/routed",
    "/events/unrouted",
    "/events/quarantined",
    "/events/discarded",
    "/deliveries/total",
    "/deliveries/delivered",
    "/deliveries/pending",
    "/deliveries/inFlight",
    "/deliveries/retrying",
    "/deliveries/dead",
    "/deliveries/discarded"
  };

  private final Surroundings surroundings;

  @Mixin private HubClient hub;
  @Mixin private JsonOption json;
  @Mixin private CustomerOption customer;

  @Option(names = "--since", paramLabel = "<time>", description = "Such as 2027-07-09 or 3d.")
  private @Nullable Instant since;

  @Option(names = "--until", paramLabel = "<time>", description = "Written like --since.")
  private @Nullable Instant until;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public BalanceShow(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Answer answer = hub.get("balance", query());
    if (!json.printed(answer)) {
      print(answer);
    }
    return allBalanced(answer) ? 0 : CommandFailed.FAILED;
  }

  private Map<String, String> query() {
    Map<String, String> query = customer.query();
    ListOptions.put(query, "since", since);
    ListOptions.put(query, "until", until);
    return query;
  }

  private void print(Answer answer) {
    Table table =
        new Table()
            .fixed("DAY", "CUSTOMER", "EVENTS", "ACCEPTED", "ROUTED", "UNROUTED", "QUARANTINED")
            .fixed("DISCARDED")
            .fixed("DELIVERIES", "DELIVERED", "PENDING", "IN FLIGHT", "RETRYING", "DEAD")
            .fixed("DISCARDED", "ADDS UP");
    answer.items().forEach(day -> table.add(row(day)));
    new Sheet(surroundings).print(table, "No events yet.");
  }

  private static String[] row(JsonNode day) {
    return Stream.of(
            Stream.of(Answer.text(day, "day"), Answer.text(day, "customer")),
            Stream.of(COUNTS).map(count -> day.at(count).asText()),
            Stream.of(isBalanced(day) ? "yes" : "NO"))
        .flatMap(cells -> cells)
        .toArray(String[]::new);
  }

  private static boolean allBalanced(Answer answer) {
    return StreamSupport.stream(answer.items().spliterator(), false)
        .allMatch(BalanceShow::isBalanced);
  }

  private static boolean isBalanced(JsonNode day) {
    return day.path("balanced").asBoolean();
  }
}
