package io.usher.cli.simulator;

import io.usher.cli.simulator.Reply.Expected;
import io.usher.cli.terminal.CommandFailed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Posts webhooks. A hub that never answered ends the run; one that goes away later only spoils
 * those answers, so that a restart under load can be watched.
 */
final class Sender {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Supplier<CommandFailed> notReachable;
  private volatile boolean answered;

  Sender(Supplier<CommandFailed> notReachable) {
    this.notReachable = notReachable;
  }

  Reply send(Webhook webhook, Expected expected) {
    long start = System.nanoTime();
    try {
      HttpResponse<byte[]> response = http.send(webhook.request(), BodyHandlers.ofByteArray());
      answered = true;
      return Reply.of(webhook.sample(), response, micros(start), expected);
    } catch (ConnectException refused) {
      return unreachable(webhook, "nothing listens at " + webhook.uri().getAuthority(), start);
    } catch (IOException broken) {
      return unreachable(webhook, String.valueOf(broken.getMessage()), start);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Reply.none(webhook.sample(), "stopped", micros(start));
    }
  }

  private Reply unreachable(Webhook webhook, String why, long start) {
    if (!answered) {
      throw notReachable.get();
    }
    return Reply.none(webhook.sample(), why, micros(start));
  }

  private static long micros(long start) {
    return (System.nanoTime() - start) / 1000;
  }
}
