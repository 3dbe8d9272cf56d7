package io.usher.cli.hub;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a long list, the newest first. */
public final class PageOptions {
  @Option(
      names = "--since",
      paramLabel = "<time>",
      description = "2027-07-09, 2027-07-09T18:00:00Z, or how long ago: 30m, 2h, 3d.")
  private @Nullable Instant since;

  @Option(names = "--until", paramLabel = "<time>", description = "Written like --since.")
  private @Nullable Instant until;

  @Option(names = "--limit", paramLabel = "<n>", description = "How many at most.")
  private @Nullable Integer limit;

  @Option(names = "--cursor", paramLabel = "<cursor>", description = "Go on where a list ended.")
  private @Nullable String cursor;

  void putInto(Map<String, String> query) {
    ListOptions.put(query, "since", since);
    ListOptions.put(query, "until", until);
    ListOptions.put(query, "limit", limit);
    ListOptions.put(query, "cursor", cursor);
  }
}
