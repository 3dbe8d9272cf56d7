package io.usher.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed routes would do with one event, beside what the ones before would do.
 *
 * @param status ROUTED, UNROUTED or FAILED
 * @param before the same of the routes before; null when there are none to compare with
 * @param failure why the changed router fails; null when it doesn't
 * @param destinations those that either version reaches
 */
public record Compared(
    String name,
    String event,
    String type,
    String status,
    @Nullable String before,
    @Nullable String failure,
    List<Place> destinations) {

  /** What a change means for a destination. */
  public enum Change {
    /** There is nothing to compare with. */
    ONLY,
    SAME,
    CHANGED,
    /** It wasn't reached before. */
    NEW,
    /** It isn't reached any more. */
    GONE
  }

  /**
   * One destination.
   *
   * @param now null when it is not reached any more
   * @param was null when it wasn't reached, or there is nothing to compare with
   */
  public record Place(
      String destination,
      Change change,
      @Nullable Reached now,
      @Nullable Reached was,
      List<Difference> differences) {}

  public boolean isSame() {
    return status.equals(before)
        && destinations.stream().allMatch(place -> place.change == Change.SAME);
  }

  static Compared of(Tried now, @Nullable Tried was, @Nullable String only) {
    Set<String> names = new LinkedHashSet<>(now.destinations());
    if (was != null) {
      names.addAll(was.destinations());
    }
    List<Place> places = new ArrayList<>();
    for (String name : names) {
      if (only == null || only.equals(name)) {
        places.add(place(name, now, was));
      }
    }
    return new Compared(
        now.name(),
        now.event(),
        now.type(),
        now.status(),
        was == null ? null : was.status(),
        now.failure(),
        places);
  }

  private static Place place(String name, Tried tried, @Nullable Tried triedBefore) {
    Reached now = tried.at(name).orElse(null);
    if (triedBefore == null) {
      return new Place(name, Change.ONLY, now, null, List.of());
    }
    Reached was = triedBefore.at(name).orElse(null);
    if (now == null || was == null) {
      return new Place(name, now == null ? Change.GONE : Change.NEW, now, was, List.of());
    }
    List<Difference> differences = Difference.between(tree(was), tree(now));
    return new Place(
        name, differences.isEmpty() ? Change.SAME : Change.CHANGED, now, was, differences);
  }

  /** Of a single message only its parts, so that ways are short. */
  private static JsonNode tree(Reached reached) {
    if (reached.failure() == null && reached.sendings().size() == 1) {
      return reached.sendings().get(0).content();
    }
    ArrayNode all = new ObjectMapper().createArrayNode();
    reached.sendings().forEach(sending -> all.add(sending.content()));
    return reached.failure() == null ? all : all.add("fails: " + reached.failure());
  }
}
