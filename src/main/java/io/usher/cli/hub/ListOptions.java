package io.usher.cli.hub;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What narrows a list; the API takes the same words. */
public final class ListOptions {
  @Option(names = "--customer", paramLabel = "<name>", description = "Only this customer's.")
  private @Nullable String customer;

  @Option(names = "--status", paramLabel = "<status>", description = "Such as DEAD or UNROUTED.")
  private @Nullable String status;

  @Option(names = "--type", paramLabel = "<type>", description = "Such as invoice.refund.")
  private @Nullable String type;

  @Option(names = "--destination", paramLabel = "<name>", description = "Such as receipts.")
  private @Nullable String destination;

  @Option(
      names = "--since",
      paramLabel = "<time>",
      description = "2027-07-09, 2027-07-09T18:00:00Z, or how long ago: 30m, 2h, 3d.")
  private @Nullable Instant since;

  @Option(names = "--until", paramLabel = "<time>", description = "Written like --since.")
  private @Nullable Instant until;

  @Option(
      names = "--q",
      paramLabel = "<text>",
      description = "Beginnings of words: a name, address, show, ticket id, order.")
  private @Nullable String q;

  @Option(names = "--limit", paramLabel = "<n>", description = "How many at most.")
  private @Nullable Integer limit;

  @Option(names = "--cursor", paramLabel = "<cursor>", description = "Go on where a list ended.")
  private @Nullable String cursor;

  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "customer", customer);
    put(query, "status", status == null ? null : status.toUpperCase(Locale.ROOT).replace('-', '_'));
    put(query, "type", type);
    put(query, "destination", destination);
    put(query, "since", since);
    put(query, "until", until);
    put(query, "q", q);
    put(query, "limit", limit);
    put(query, "cursor", cursor);
    return query;
  }

  static void put(Map<String, String> query, String name, @Nullable Object value) {
    if (value != null) {
      query.put(name, value.toString());
    }
  }
}
