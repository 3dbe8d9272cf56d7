package io.usher.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The far sides of destinations, outside the hub: whatever they took is remembered even when the
 * hub is killed before it knows. Each path is a destination, each body an event's uuid. How a
 * destination answers can be changed at any time; waiting takes no thread.
 */
public final class Sinks implements AutoCloseable {

  /** How a destination answers. */
  public sealed interface Manner {}

  /** Takes it, and says so after a while. */
  public record Takes(Duration after) implements Manner {}

  /** Does not take it, and says so. */
  public record Refuses(int status) implements Manner {}

  /** Does not take it, and closes the connection without an answer. */
  public record Cuts() implements Manner {}

  /** Does not take it, and never answers. */
  public record Hangs() implements Manner {}

  /**
   * @param order among all that any destination took
   * @param key the delivery's id
   * @param nanos when, by {@link System#nanoTime}
   */
  public record Arrival(long order, String key, long nanos) {}

  public static final Manner AT_ONCE = new Takes(Duration.ZERO);

  private final Map<String, Map<String, List<Arrival>>> arrivals = new ConcurrentHashMap<>();
  private final AtomicLong taken = new AtomicLong();
  private final Map<String, Manner> manners = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
  private final HttpServer server;

  public Sinks() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  public void behave(String destination, Manner manner) {
    manners.put(destination, manner);
  }

  private void take(HttpExchange exchange) throws IOException {
    String uuid =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
            .replace("\"", "");
    String destination = exchange.getRequestURI().getPath().substring(1);
    Manner manner = manners.getOrDefault(destination, AT_ONCE);
    if (manner instanceof Takes takes) {
      String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      arrivals(destination)
          .computeIfAbsent(uuid, u -> new CopyOnWriteArrayList<>())
          .add(new Arrival(taken.incrementAndGet(), key, System.nanoTime()));
      answer(exchange, takes);
    } else if (manner instanceof Refuses refuses) {
      answer(exchange, refuses.status());
    } else if (manner instanceof Cuts) {
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange, Takes takes) {
    if (takes.after().isZero()) {
      answer(exchange, 204);
    } else {
      later.schedule(() -> answer(exchange, 204), takes.after().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void answer(HttpExchange exchange, int status) {
    try (exchange) {
      exchange.sendResponseHeaders(status, -1);
    } catch (IOException e) {
      throw new UncheckedIOException("The hub had gone", e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Each event that the destination took, with every time it did. */
  public Map<String, List<Arrival>> arrivals(String destination) {
    return arrivals.computeIfAbsent(destination, d -> new ConcurrentHashMap<>());
  }

  /** Each event that the destination took, with the idempotency key of every time it did. */
  Map<String, List<String>> reached(String destination) {
    Map<String, List<String>> keys = new HashMap<>();
    arrivals(destination)
        .forEach((uuid, all) -> keys.put(uuid, all.stream().map(Arrival::key).toList()));
    return keys;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    later.shutdownNow();
  }
}
