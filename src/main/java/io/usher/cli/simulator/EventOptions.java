package io.usher.cli.simulator;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is changed in the samples before they are sent. Without a change they go byte for byte. */
public final class EventOptions {
  @Option(
      names = "--count",
      paramLabel = "<n>",
      description = "Send each so often; more than one are fresh copies.")
  private int count = 1;

  @Option(
      names = "--fresh",
      description = "New ids, so that it is a new event and not a duplicate of the last one.")
  private boolean fresh;

  @Option(
      names = "--set",
      paramLabel = "<field=value>",
      description = {
        "Change a field: data.customer_name=Dana, or data.customer_email:=null for JSON.",
        "Without --fresh the hub sees a known event with other content, and quarantines it."
      })
  private List<String> edits = List.of();

  @Option(names = "--type", paramLabel = "<type>", description = "Another event type.")
  private @Nullable String type;

  @Option(names = "--forge", description = "Sign with a wrong secret; the hub must refuse it.")
  private boolean forge;

  /** As with {@code --fresh}. */
  static EventOptions fresh() {
    EventOptions options = new EventOptions();
    options.fresh = true;
    return options;
  }

  int count() {
    return count;
  }

  boolean forge() {
    return forge;
  }

  boolean isUnchanged() {
    return !isFresh() && type == null && edits.isEmpty();
  }

  private boolean isFresh() {
    return fresh || count > 1;
  }

  /** The changes of one round over all samples. */
  Changes changes(UUID round) {
    return new Changes(
        isFresh() ? new FreshIds(round) : null, type, edits.stream().map(Edit::parse).toList());
  }
}
