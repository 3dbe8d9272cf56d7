package io.usher.outbox;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The destinations that a router has named so far for one event, each once, in the order of naming.
 */
public final class Collected {

  private static final String PROPERTY = "UsherCollectedDestinations";

  private final Set<String> destinations = new LinkedHashSet<>();

  private Collected() {}

  /**
   * Starts collecting. Copies of the exchange, as a splitter makes them, collect into the same set.
   */
  public static Collected in(Exchange exchange) {
    Collected collected = new Collected();
    exchange.setProperty(PROPERTY, collected);
    return collected;
  }

  static @Nullable Collected of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, Collected.class);
  }

  synchronized void add(String destination) {
    destinations.add(destination);
  }

  public synchronized List<String> destinations() {
    return List.copyOf(destinations);
  }
}
