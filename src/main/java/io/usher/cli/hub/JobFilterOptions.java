package io.usher.cli.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What narrows a job, in the words of the lists. */
public final class JobFilterOptions {
  @Option(names = "--customer", paramLabel = "<name>", description = "Only this customer's.")
  private @Nullable String customer;

  @Option(names = "--status", paramLabel = "<status>", description = "Such as DEAD or UNROUTED.")
  private @Nullable String status;

  @Option(names = "--type", paramLabel = "<type>", description = "Such as invoice.refund.")
  private @Nullable String type;

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

  @Option(names = "--all", description = "Really all, when nothing narrows it.")
  private boolean all;

  boolean isEmpty() {
    return !all && words().isEmpty();
  }

  /** The body of a job; the caller adds what else its kind takes. */
  ObjectNode body(String kind, Map<String, String> more) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", kind);
    ObjectNode filter = body.putObject("filter");
    words().forEach(filter::put);
    more.forEach(filter::put);
    if (all) {
      body.put("all", true);
    }
    return body;
  }

  private Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    ListOptions.put(words, "customer", customer);
    ListOptions.put(
        words, "status", status == null ? null : status.toUpperCase(Locale.ROOT).replace('-', '_'));
    ListOptions.put(words, "type", type);
    ListOptions.put(words, "since", since);
    ListOptions.put(words, "until", until);
    ListOptions.put(words, "q", q);
    return words;
  }
}
