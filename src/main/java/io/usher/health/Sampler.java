package io.usher.health;

import io.usher.customer.Customers;
import io.usher.routing.LoadedRoute;
import io.usher.routing.Routes;
import io.usher.store.Census;
import io.usher.store.DestinationCount;
import io.usher.store.DestinationState;
import io.usher.store.DestinationStore;
import io.usher.store.HubsOwn;
import io.usher.store.InboxCount;
import io.usher.store.StorePulse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Looks at the hub every 15 seconds on a thread of its own, so that neither a scrape nor a health
 * check ever waits for the store. After a look that took long the next comes later: looking never
 * takes more than a fiftieth of one processor.
 */
@Component
public class Sampler {

  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);
  private static final int REST_FACTOR = 50;
  private static final String DESTINATION = "destination";

  private final Census census;
  private final DestinationStore destinations;
  private final Routes routes;
  private final Customers customers;
  private final StorePulse pulse;
  private final Clock clock;
  private final List<Consumer<Sample>> followers = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Sampler::daemon);
  private volatile Sample latest = Sample.NONE;

  Sampler(
      Census census,
      DestinationStore destinations,
      Routes routes,
      Customers customers,
      StorePulse pulse,
      Clock clock) {
    this.census = census;
    this.destinations = destinations;
    this.routes = routes;
    this.customers = customers;
    this.pulse = pulse;
    this.clock = clock;
  }

  public Sample latest() {
    return latest;
  }

  /** From now on told of each look, on the looking thread. */
  public void follow(Consumer<Sample> follower) {
    followers.add(follower);
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    timer.execute(this::lookAndRest);
  }

  private void lookAndRest() {
    look();
    Duration rest = latest.took().multipliedBy(REST_FACTOR);
    long wait = Math.max(BETWEEN_LOOKS.toMillis(), rest.toMillis());
    timer.schedule(this::lookAndRest, wait, TimeUnit.MILLISECONDS);
  }

  /** Looks now. */
  public synchronized void look() {
    long began = System.nanoTime();
    String problem = pulse.beat().orElse(null);
    try {
      latest =
          new Sample(
              clock.instant(),
              destinations(),
              inboxes(),
              census.jobs(),
              census.endedLeases(),
              problem,
              Duration.ofNanos(System.nanoTime() - began));
    } catch (RuntimeException e) {
      LOG.warn("The store could not be counted: {}", e.toString());
      latest = latest.without(problem == null ? "The store can't be read." : problem);
    }
    followers.forEach(this::tell);
  }

  private void tell(Consumer<Sample> follower) {
    try {
      follower.accept(latest);
    } catch (RuntimeException e) {
      LOG.warn("A look at the hub was not taken further", e);
    }
  }

  /** Those of all customers, and of former ones that left something. */
  private List<InboxCount> inboxes() {
    TreeMap<String, InboxCount> all = new TreeMap<>();
    customers.all().forEach(customer -> all.put(customer.id(), InboxCount.none(customer.id())));
    census.inboxes().forEach(inbox -> all.put(inbox.customer(), inbox));
    return List.copyOf(all.values());
  }

  /** Those that have a route, those that have rows, and those that something is kept of. */
  private List<Sample.Destination> destinations() {
    Map<String, DestinationCount> counts =
        census.destinations().stream()
            .collect(Collectors.toMap(c -> id(c.customer(), c.destination()), Function.identity()));
    Map<String, DestinationState> states =
        HubsOwn.call(destinations::states).stream()
            .collect(Collectors.toMap(s -> id(s.customer(), s.destination()), Function.identity()));
    TreeMap<String, Sample.Destination> all = new TreeMap<>();
    for (String id : ids(counts, states)) {
      String customer = id.substring(0, id.indexOf('/'));
      String name = id.substring(id.indexOf('/') + 1);
      all.put(
          id,
          new Sample.Destination(
              counts.getOrDefault(id, DestinationCount.none(customer, name)),
              states.getOrDefault(id, DestinationState.free(customer, name))));
    }
    return List.copyOf(all.values());
  }

  private Set<String> ids(
      Map<String, DestinationCount> counts, Map<String, DestinationState> states) {
    Set<String> ids = new TreeSet<>(counts.keySet());
    ids.addAll(states.keySet());
    routes.list().stream()
        .filter(route -> route.kind().equals(DESTINATION))
        .map(LoadedRoute::id)
        .forEach(ids::add);
    return ids;
  }

  private static String id(String customer, String destination) {
    return customer + "/" + destination;
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    timer.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "usher-sampler");
    thread.setDaemon(true);
    return thread;
  }
}
