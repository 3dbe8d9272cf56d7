package io.usher.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an event may go when it is routed once more.
 *
 * @param destinations the only ones allowed; empty for wherever the router says
 * @param again whether a finished delivery there is redelivered, instead of left as it is
 */
public record Reroute(List<String> destinations, boolean again) {

  /** As every event is routed the first time. */
  public static final Reroute ANYWHERE = new Reroute(List.of(), false);

  public Reroute {
    destinations = List.copyOf(destinations);
  }

  static Reroute of(@Nullable String names, boolean again) {
    return new Reroute(names == null ? List.of() : List.of(names.split(",")), again);
  }

  boolean allows(String destination) {
    return destinations.isEmpty() || destinations.contains(destination);
  }

  /** What two wishes for one event come to: neither may take from the other. */
  Reroute and(Reroute other) {
    boolean anywhere = destinations.isEmpty() || other.destinations.isEmpty();
    return new Reroute(
        anywhere
            ? List.of()
            : Stream.concat(destinations.stream(), other.destinations.stream()).distinct().toList(),
        again || other.again);
  }

  /** As the column holds it. */
  @JsonIgnore
  @Nullable String names() {
    return destinations.isEmpty() ? null : String.join(",", destinations);
  }
}
