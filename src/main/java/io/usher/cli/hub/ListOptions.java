package io.usher.cli.hub;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What narrows a list; the API takes the same words. */
public final class ListOptions {
  @Mixin private PageOptions page;

  @Option(names = "--customer", paramLabel = "<name>", description = "Only this customer's.")
  private @Nullable String customer;

  @Option(names = "--status", paramLabel = "<status>", description = "Such as DEAD or UNROUTED.")
  private @Nullable String status;

  @Option(names = "--type", paramLabel = "<type>", description = "Such as invoice.refund.")
  private @Nullable String type;

  @Option(names = "--destination", paramLabel = "<name>", description = "Such as receipts.")
  private @Nullable String destination;

  @Option(
      names = "--q",
      paramLabel = "<text>",
      description = "Beginnings of words: a name, address, show, ticket id, order.")
  private @Nullable String q;

  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "customer", customer);
    put(query, "status", status == null ? null : status.toUpperCase(Locale.ROOT).replace('-', '_'));
    put(query, "type", type);
    put(query, "destination", destination);
    put(query, "q", q);
    page.putInto(query);
    return query;
  }

  static void put(Map<String, String> query, String name, @Nullable Object value) {
    if (value != null) {
      query.put(name, value.toString());
    }
  }
}
