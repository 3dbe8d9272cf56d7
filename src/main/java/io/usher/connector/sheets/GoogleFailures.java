package io.usher.connector.sheets;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import io.usher.connector.Answer;
import io.usher.connector.Causes;
import io.usher.outbox.Failure;
import io.usher.outbox.FailureReader;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What Google's refusals mean. */
@Component
@Order(20)
class GoogleFailures implements FailureReader {

  private static final Pattern CODE = Pattern.compile("[A-Za-z_]{1,60}");
  private static final Set<String> LIMITS =
      Set.of("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded");

  private final Clock clock = Clock.systemUTC();

  @Override
  public Optional<Failure> read(Throwable thrown) {
    return Causes.find(thrown, GoogleJsonResponseException.class)
        .map(e -> read(e, reason(e)))
        .or(() -> Causes.find(thrown, HttpResponseException.class).map(e -> read(e, "")))
        .or(() -> token(thrown));
  }

  private Failure read(HttpResponseException e, String reason) {
    Answer answer = new Answer("Google Sheets", e.getStatusCode(), reason);
    return failure(answer).after(retryAfter(e));
  }

  private static Failure failure(Answer answer) {
    if (LIMITS.contains(answer.code())) {
      return Failure.passing(
          "Google's quota is used up. The next attempt waits; ask for fewer writes a minute if it"
              + " stays so.",
          answer.detail());
    }
    return switch (answer.status()) {
      case 401 -> login(answer.detail());
      case 403 ->
          Failure.permanent(
              "Google Sheets refused access. Share the spreadsheet with the service account's"
                  + " e-mail address as an editor and switch on the Sheets API, then redeliver.",
              answer.detail());
      case 404 ->
          Failure.permanent(
              "There is no such spreadsheet. Correct spreadsheetId of the connection, then"
                  + " redeliver.",
              answer.detail());
      case 400 ->
          Failure.permanent(
              "Google Sheets did not take the rows. Check that the tab is there under exactly the"
                  + " route's name, then redeliver.",
              answer.detail());
      default -> answer.failure();
    };
  }

  /** Trouble with the token endpoint itself: a key that was revoked, or Google away. */
  private static Optional<Failure> token(Throwable thrown) {
    boolean refused =
        Causes.names(thrown).contains("GoogleAuthException")
            && Causes.find(thrown, ConnectException.class).isEmpty();
    return refused ? Optional.of(login(Causes.names(thrown))) : Optional.empty();
  }

  private static Failure login(String detail) {
    return Failure.credential(
        "Google refused the login. Renew the service account's key, the file that"
            + " serviceAccountKey names.",
        detail);
  }

  private @Nullable Duration retryAfter(HttpResponseException e) {
    return Answer.retryAfter(e.getHeaders() == null ? null : e.getHeaders().getRetryAfter(), clock);
  }

  private static String reason(GoogleJsonResponseException e) {
    return Optional.ofNullable(e.getDetails())
        .map(GoogleJsonError::getErrors)
        .orElse(List.of())
        .stream()
        .map(GoogleJsonError.ErrorInfo::getReason)
        .filter(reason -> reason != null && CODE.matcher(reason).matches())
        .findFirst()
        .orElse("");
  }
}
