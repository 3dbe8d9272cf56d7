package io.usher.faults.bench;

import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Box offices that sell and refund without end. Each webhook is sent again, to the next hub, until
 * one answers 202, as a sender with retries behind a load balancer does; only then is the order's
 * refund sent.
 */
final class Senders implements AutoCloseable {

  private static final int OFFICES = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(50);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final ExecutorService threads = Executors.newFixedThreadPool(OFFICES);
  private final AtomicInteger orders = new AtomicInteger();
  private final AtomicInteger tries = new AtomicInteger();
  private final Map<String, Long> accepted = new ConcurrentHashMap<>();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final Supplier<List<Integer>> ports;
  private final Duration betweenSales;
  private volatile boolean selling = true;

  /**
   * @param ports where the hubs listen, now
   * @param perSecond webhooks of all offices together, at most
   */
  Senders(Supplier<List<Integer>> ports, int perSecond) {
    this.ports = ports;
    this.betweenSales = Duration.ofSeconds(OFFICES).dividedBy(perSecond);
  }

  void start() {
    for (int i = 0; i < OFFICES; i++) {
      threads.submit(this::sell);
    }
  }

  private Void sell() throws InterruptedException {
    while (selling) {
      int order = orders.incrementAndGet();
      if (sent(Sales.dana(order), "uuid-purchase-" + order)) {
        sent(Sales.danaRefunded(order), "uuid-refund-" + order);
      }
    }
    return null;
  }

  private boolean sent(String body, String uuid) throws InterruptedException {
    while (selling) {
      if (post(body)) {
        accepted.put(uuid, System.nanoTime());
        TimeUnit.NANOSECONDS.sleep(betweenSales.toNanos());
        return true;
      }
      TimeUnit.NANOSECONDS.sleep(BEFORE_NEXT_TRY.toNanos());
    }
    return false;
  }

  private boolean post(String body) throws InterruptedException {
    List<Integer> all = ports.get();
    int port = all.get(tries.getAndIncrement() % all.size());
    try {
      HttpResponse<String> answer =
          http.send(request(port, body), HttpResponse.BodyHandlers.ofString());
      answers.merge(String.valueOf(answer.statusCode()), 1, Integer::sum);
      return answer.statusCode() == 202;
    } catch (IOException e) {
      answers.merge("none", 1, Integer::sum);
      return false;
    }
  }

  private static HttpRequest request(int port, String body) {
    String id = RunningHub.json(body).path("id").asText();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/demo/showpass"))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("X-SHOWPASS-SIGNATURE", RunningHub.sign(RunningHub.SECRET, id))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** The uuids of all events that were answered 202, growing. */
  Set<String> accepted() {
    return accepted.keySet();
  }

  /** When each of them was answered, by {@link System#nanoTime}. */
  Map<String, Long> acceptedAt() {
    return accepted;
  }

  /** How often each status was answered; {@code none} where the connection gave no answer. */
  Map<String, Integer> answers() {
    return new TreeMap<>(answers);
  }

  /** Sells nothing more. A webhook without an answer by now counts as not accepted. */
  void finish() throws InterruptedException {
    selling = false;
    threads.shutdown();
    if (!threads.awaitTermination(PATIENCE.toSeconds() * 3, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The senders did not end");
    }
  }

  @Override
  public void close() {
    selling = false;
    threads.shutdownNow();
  }
}
