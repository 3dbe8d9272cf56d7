package io.usher.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The far sides of destinations, outside the hub: whatever they took is remembered even when the
 * hub is killed before it knows. Each path is a destination, each body an event's uuid. How a
 * destination answers can be changed at any time; waiting takes no thread.
 */
final class Sinks implements AutoCloseable {

  /** How a destination answers. */
  sealed interface Manner {}

  /** Takes it, and says so after a while. */
  record Takes(Duration after) implements Manner {}

  /** Does not take it, and says so. */
  record Refuses(int status) implements Manner {}

  /** Does not take it, and closes the connection without an answer. */
  record Cuts() implements Manner {}

  /** Does not take it, and never answers. */
  record Hangs() implements Manner {}

  private static final Manner AT_ONCE = new Takes(Duration.ZERO);

  private final Map<String, Map<String, List<String>>> keys = new ConcurrentHashMap<>();
  private final Map<String, Manner> manners = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
  private final HttpServer server;

  Sinks() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  void behave(String destination, Manner manner) {
    manners.put(destination, manner);
  }

  private void take(HttpExchange exchange) throws IOException {
    String uuid =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
            .replace("\"", "");
    String destination = exchange.getRequestURI().getPath().substring(1);
    Manner manner = manners.getOrDefault(destination, AT_ONCE);
    if (manner instanceof Takes takes) {
      reached(destination)
          .computeIfAbsent(uuid, u -> new CopyOnWriteArrayList<>())
          .add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
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

  int port() {
    return server.getAddress().getPort();
  }

  /** Each event that the destination took, with the idempotency key of every time it did. */
  Map<String, List<String>> reached(String destination) {
    return keys.computeIfAbsent(destination, d -> new ConcurrentHashMap<>());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    later.shutdownNow();
  }
}
