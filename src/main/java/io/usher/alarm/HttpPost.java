package io.usher.alarm;

import io.usher.alarm.Courier.Undelivered;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Posts JSON. No sentence holds the address: whoever knows it can post there. */
@Component
class HttpPost {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIMEOUT)
          .build();

  void send(String who, String url, String json, Map<String, String> headers)
      throws Undelivered, InterruptedException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json));
      headers.forEach(request::header);
      int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw new Undelivered(who + " answered " + status + ".");
      }
    } catch (IOException e) {
      throw new Undelivered(who + " can't be reached (" + e.getClass().getSimpleName() + ").", e);
    } catch (IllegalArgumentException e) {
      throw new Undelivered(who + " has an address that can't be used.");
    }
  }
}
