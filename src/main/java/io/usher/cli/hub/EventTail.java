package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Lines;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Times;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "tail",
    description = "Shows events as they come in, each when its router has decided; Ctrl-C ends it.",
    footer = "%nA connection that breaks is made again, and what came meanwhile is shown.%n")
public final class EventTail implements Callable<Integer> {
  private static final Duration BEFORE_THE_NEXT_TRY = Duration.ofSeconds(2);
  private static final String DATA = "data:";
  private static final String ID = "id:";

  private final Surroundings surroundings;
  private final Lines lines;

  @Mixin private HubClient hub;
  @Mixin private CustomerOption customer;

  @Option(names = "--type", paramLabel = "<type>", description = "Such as invoice.refund.")
  private @Nullable String type;

  @Option(names = "--last", paramLabel = "<n>", description = "Begin with the last n. Default: 10.")
  private int last = 10;

  @Option(names = "--count", paramLabel = "<n>", description = "End after n; 0 for never.")
  private long count;

  @Option(names = "--json", description = "Print one JSON object a line, for scripts.")
  private boolean json;

  private long shown;
  private @Nullable String lastId;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public EventTail(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.lines = new Lines(surroundings, 19, 36, 12, 26, 11, 24);
  }

  @Override
  public Integer call() {
    if (!json) {
      lines.print("RECEIVED", "ID", "CUSTOMER", "TYPE", "STATUS", "BUYER", "TRANSACTION");
    }
    latest().forEach(this::show);
    boolean first = true;
    while (isWanted()) {
      try (Stream<String> stream = hub.follow("stream", query(), resuming())) {
        first = false;
        read(stream.iterator());
      } catch (CommandFailed failed) {
        if (first || failed.exitCode() != CommandFailed.HUB_NOT_REACHABLE) {
          throw failed;
        }
      } catch (UncheckedIOException broken) {
        surroundings.err().println("The connection broke; trying again.");
      }
      if (isWanted()) {
        LockSupport.parkNanos(BEFORE_THE_NEXT_TRY.toNanos());
      }
    }
    return 0;
  }

  /** Oldest first. */
  private List<JsonNode> latest() {
    List<JsonNode> events = new ArrayList<>();
    if (last > 0) {
      Map<String, String> query = customer.query();
      ListOptions.put(query, "type", type);
      ListOptions.put(query, "limit", Math.min(last, 500));
      hub.get("events", query).items().forEach(events::add);
      Collections.reverse(events);
    }
    return events;
  }

  private Map<String, String> query() {
    Map<String, String> query = customer.query();
    query.put("only", "event");
    return query;
  }

  private Map<String, String> resuming() {
    return lastId == null ? Map.of() : Map.of("Last-Event-ID", lastId);
  }

  private void read(Iterator<String> stream) {
    String id = lastId;
    while (isWanted() && stream.hasNext()) {
      String line = stream.next();
      if (line.startsWith(ID)) {
        id = line.substring(ID.length());
      } else if (line.startsWith(DATA)) {
        show(Answer.parsed(line.substring(DATA.length()).getBytes(StandardCharsets.UTF_8)));
        lastId = id;
      }
    }
  }

  private boolean isWanted() {
    return count == 0 || shown < count;
  }

  private void show(JsonNode event) {
    boolean decided =
        !Answer.text(event, "status").equals("ACCEPTED")
            || !Answer.text(event, "statusReason").isEmpty();
    boolean asked = type == null || type.equals(Answer.text(event, "type"));
    lastId = Answer.text(event, "id");
    if (!asked || !decided || !isWanted()) {
      return;
    }
    shown++;
    if (json) {
      surroundings.out().println(event);
    } else {
      lines.print(
          Times.local(Answer.text(event, "receivedAt"), surroundings.clock()),
          Answer.text(event, "id"),
          Answer.text(event, "customer"),
          Answer.text(event, "type"),
          Answer.text(event, "status"),
          Answer.text(event, "buyerName"),
          Answer.text(event, "transaction"));
    }
  }
}
