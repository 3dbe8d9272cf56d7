package io.usher.faults;

import io.usher.testing.HubProcess;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buyers who buy on eight threads at once until the hub is gone, and remember what they were
 * promised.
 */
final class Crowd implements AutoCloseable {

  private static final int BUYERS = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(BUYERS);
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, String> accepted = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
  private final List<Future<?>> buying = new ArrayList<>();

  /** They start, and go on until the hub doesn't answer. */
  void buyFrom(HubProcess hub) {
    for (int i = 0; i < BUYERS; i++) {
      buying.add(threads.submit(() -> buyUntilGone(hub)));
    }
  }

  private Void buyUntilGone(HubProcess hub) throws InterruptedException {
    try {
      while (true) {
        int number = numbers.incrementAndGet();
        HttpResponse<String> answer = hub.post(Sales.dana(number));
        answers.merge(answer.statusCode(), 1, Integer::sum);
        if (answer.statusCode() == 202) {
          accepted.put(
              RunningHub.json(answer.body()).path("event").asText(), "uuid-purchase-" + number);
        } else if (answer.statusCode() != 503) {
          throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
      }
    } catch (IOException gone) {
      return null;
    }
  }

  /** Waits until every buyer has noticed that the hub is gone. */
  void awaitGone() throws Exception {
    for (Future<?> buyer : buying) {
      try {
        buyer.get(40, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new AssertionError(
            "A buyer was answered something else: " + e.getCause(), e.getCause());
      }
    }
    buying.clear();
  }

  /** How often each status was answered. */
  Map<Integer, Integer> answers() {
    return answers;
  }

  /** The uuid of every event that was answered 202, by the id in that answer. */
  Map<String, String> accepted() {
    return accepted;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
