package io.usher.faults.bench;

import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a webhook every so often, whatever became of the last one, and keeps how long each took to
 * be answered 202. What is answered otherwise, or not in ten seconds, counts as failed.
 */
final class AckTimes implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final AtomicInteger ORDERS = new AtomicInteger(5_000_000);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Long> micros = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger failed = new AtomicInteger();
  private final int port;

  AckTimes(int port, int perSecond) {
    this.port = port;
    timer.scheduleAtFixedRate(this::send, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
  }

  private void send() {
    int order = ORDERS.incrementAndGet();
    String body = Sales.dana(order);
    long began = System.nanoTime();
    http.sendAsync(request(body, "dana-" + order), HttpResponse.BodyHandlers.discarding())
        .whenComplete(
            (answer, failure) -> {
              if (failure == null && answer.statusCode() == 202) {
                micros.add((System.nanoTime() - began) / 1000);
              } else {
                failed.incrementAndGet();
              }
            });
  }

  private HttpRequest request(String body, String id) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/demo/showpass"))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("X-SHOWPASS-SIGNATURE", RunningHub.sign(RunningHub.SECRET, id))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** Begins anew, after what was measured so far was of no interest. */
  void forget() {
    micros.clear();
    failed.set(0);
  }

  double p50() {
    return Quantile.of(micros, 0.5) / 1000.0;
  }

  double p99() {
    return Quantile.of(micros, 0.99) / 1000.0;
  }

  int failed() {
    return failed.get();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ack p50 %.1f ms, p99 %.1f ms, longest %.0f ms (%d webhooks, %d failed)",
        p50(),
        p99(),
        Quantile.of(micros, 1) / 1000.0,
        micros.size(),
        failed());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
