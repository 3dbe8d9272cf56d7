package io.usher.connector.http;

import io.usher.connector.Answer;
import io.usher.connector.Causes;
import io.usher.outbox.Failure;
import io.usher.outbox.FailureReader;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What an HTTP destination's refusals mean. */
@Component
@Order(40)
class HttpFailures implements FailureReader {

  private final Clock clock = Clock.systemUTC();

  @Override
  public Optional<Failure> read(Throwable thrown) {
    return Causes.find(thrown, HttpOperationFailedException.class)
        .map(e -> failure(e).after(retryAfter(e)));
  }

  private static Failure failure(HttpOperationFailedException e) {
    Answer answer = new Answer("The other side", e.getStatusCode(), "");
    return e.getStatusCode() == 401
        ? Failure.credential(
            "The other side refused the login (HTTP 401). Renew the connection's token.",
            answer.detail())
        : answer.failure();
  }

  private @Nullable Duration retryAfter(HttpOperationFailedException e) {
    return Optional.ofNullable(e.getResponseHeaders()).orElse(Map.of()).entrySet().stream()
        .filter(header -> "Retry-After".equalsIgnoreCase(header.getKey()))
        .map(header -> Answer.retryAfter(header.getValue(), clock))
        .findFirst()
        .orElse(null);
  }
}
