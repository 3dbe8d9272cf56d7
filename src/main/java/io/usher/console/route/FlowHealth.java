package io.usher.console.route;

import io.usher.console.Times;
import io.usher.console.Words;
import io.usher.console.route.FlowPicture.Health;
import io.usher.customer.Customer;
import io.usher.store.Arrivals;
import io.usher.store.BalanceSheet;
import io.usher.store.DestinationCounts;
import io.usher.store.DestinationState;
import io.usher.store.DestinationStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the picture of a flow says of its ends: when something came, what got through today. */
@Component
class FlowHealth {

  private final Arrivals arrivals;
  private final BalanceSheet balance;
  private final DestinationStore destinations;
  private final Times times;
  private final Words words;

  FlowHealth(
      Arrivals arrivals,
      BalanceSheet balance,
      DestinationStore destinations,
      Times times,
      Words words) {
    this.arrivals = arrivals;
    this.balance = balance;
    this.destinations = destinations;
    this.times = times;
    this.words = words;
  }

  Map<String, Health> ofSources(Customer customer) {
    Map<String, Instant> last = new TreeMap<>();
    arrivals.last().stream()
        .filter(one -> one.customer().equals(customer.id()))
        .forEach(one -> last.put(one.source(), one.at()));
    Map<String, Health> health = new LinkedHashMap<>();
    customer
        .sources()
        .forEach(source -> health.put(source.name(), source(last.get(source.name()))));
    return health;
  }

  private Health source(@Nullable Instant last) {
    return last == null
        ? new Health("nothing came yet", "", "none")
        : new Health("last event", times.away(last), "good");
  }

  Map<String, Health> ofDestinations(String customer) {
    Map<String, DestinationCounts> today = new TreeMap<>();
    balance.destinationsSince(times.now().truncatedTo(ChronoUnit.DAYS)).stream()
        .filter(counts -> counts.customer().equals(customer))
        .forEach(counts -> today.put(counts.destination(), counts));
    Map<String, Health> health = new TreeMap<>();
    today.forEach((name, counts) -> health.put(name, destination(counts, null)));
    destinations.states().stream()
        .filter(state -> state.customer().equals(customer))
        .forEach(
            state ->
                health.put(
                    state.destination(), destination(today.get(state.destination()), state)));
    return health;
  }

  private Health destination(@Nullable DestinationCounts counts, @Nullable DestinationState state) {
    Map<String, Long> n = counts == null ? Map.of() : counts.deliveries();
    long delivered = n.getOrDefault("delivered", 0L);
    long dead = n.getOrDefault("dead", 0L);
    long waiting = n.getOrDefault("total", 0L) - delivered - dead - n.getOrDefault("discarded", 0L);
    String line =
        words.number(delivered)
            + " delivered today"
            + (waiting > 0 ? ", " + words.number(waiting) + " wait" : "");
    if (state != null && state.pausedAt() != null) {
      return new Health(line, "paused by " + state.pausedBy(), "wait");
    }
    if (state != null && state.openedAt() != null) {
      return new Health(line, "out of order", "bad");
    }
    return dead > 0
        ? new Health(line, words.number(dead) + " dead", "bad")
        : new Health(line, "", delivered > 0 ? "good" : "none");
  }
}
