package io.usher.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.HubProcess;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
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
  private volatile boolean stopped;

  /** They start, and go on until the hub doesn't answer. */
  void buyFrom(HubProcess hub) {
    buyFrom(hub, "");
  }

  /** Each order comes with so long a note. */
  void buyFrom(HubProcess hub, String note) {
    for (int i = 0; i < BUYERS; i++) {
      buying.add(threads.submit(() -> buyUntilGone(hub, note)));
    }
  }

  private Void buyUntilGone(HubProcess hub, String note) throws InterruptedException {
    try {
      while (!stopped) {
        int number = numbers.incrementAndGet();
        HttpResponse<String> answer = hub.post(order(number, note));
        answers.merge(answer.statusCode(), 1, Integer::sum);
        if (answer.statusCode() == 202) {
          accepted.put(
              RunningHub.json(answer.body()).path("event").asText(), "uuid-purchase-" + number);
        } else if (answer.statusCode() != 503) {
          throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
      }
      return null;
    } catch (IOException gone) {
      return null;
    }
  }

  /** They buy nothing more. */
  void stop() throws Exception {
    stopped = true;
    awaitGone();
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

  /**
   * Sends everything once more that was answered 202.
   *
   * @return the answers, by the event's id
   */
  Map<String, JsonNode> sendAgain(HubProcess hub) throws Exception {
    Map<String, JsonNode> again = new HashMap<>();
    for (Map.Entry<String, String> each : accepted.entrySet()) {
      int number = Integer.parseInt(each.getValue().replaceAll("\\D", ""));
      again.put(each.getKey(), RunningHub.json(hub.post(order(number, "")).body()));
    }
    return again;
  }

  private static String order(int number, String note) {
    return Sales.dana(number)
        .replace("\"ticket_items\"", "\"note\":\"" + note + "\",\"ticket_items\"");
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
