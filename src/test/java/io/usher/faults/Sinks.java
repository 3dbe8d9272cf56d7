package io.usher.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The far sides of destinations, outside the hub: whatever reaches them is remembered even when the
 * hub is killed before it knows. Each path is a destination, each body an event's uuid.
 */
final class Sinks implements AutoCloseable {

  private final Map<String, Map<String, List<String>>> keys = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final HttpServer server;

  Sinks() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String uuid =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
              .replace("\"", "");
      reached(exchange.getRequestURI().getPath().substring(1))
          .computeIfAbsent(uuid, u -> new CopyOnWriteArrayList<>())
          .add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Each event that reached the destination, with the idempotency key of every time it did. */
  Map<String, List<String>> reached(String destination) {
    return keys.computeIfAbsent(destination, d -> new ConcurrentHashMap<>());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
