package io.usher.trial;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What routes would do with one event.
 *
 * @param status ROUTED, UNROUTED, or FAILED when the router itself fails
 * @param failure the router's; null when it doesn't fail
 * @param reached its destinations, in the order in which the router names them
 */
public record Tried(
    String name,
    String event,
    String type,
    String status,
    @Nullable String failure,
    List<Reached> reached) {

  public Optional<Reached> at(String destination) {
    return reached.stream().filter(r -> r.destination().equals(destination)).findFirst();
  }

  public List<String> destinations() {
    return reached.stream().map(Reached::destination).toList();
  }
}
