package io.usher.connector.salesforce;

import io.usher.connector.Answer;
import io.usher.connector.Causes;
import io.usher.outbox.Failure;
import io.usher.outbox.FailureReader;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What Salesforce's refusals mean. Its messages quote values, so only codes and fields are kept.
 */
@Component
@Order(10)
class SalesforceFailures implements FailureReader {

  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,79}");
  private static final Set<String> PASSING =
      Set.of(
          "UNABLE_TO_LOCK_ROW",
          "SERVER_UNAVAILABLE",
          "UNKNOWN_EXCEPTION",
          "CONCURRENT_REQUESTS_LIMIT_EXCEEDED",
          "QUERY_TIMEOUT");
  private static final Set<String> LIMITS =
      Set.of("REQUEST_LIMIT_EXCEEDED", "STORAGE_LIMIT_EXCEEDED");
  private static final Set<String> LOGIN =
      Set.of(
          "invalid_client",
          "invalid_client_id",
          "invalid_grant",
          "inactive_user",
          "INVALID_SESSION_ID",
          "INVALID_LOGIN");

  /** Said of records that only went down with another one. */
  private static final Set<String> FOLLOWERS =
      Set.of("ALL_OR_NONE_OPERATION_ROLLED_BACK", "PROCESSING_HALTED");

  @Override
  public Optional<Failure> read(Throwable thrown) {
    return Causes.find(thrown, SalesforceException.class).flatMap(this::read);
  }

  private Optional<Failure> read(SalesforceException e) {
    List<RestError> errors = errors(e);
    Set<String> codes =
        Set.copyOf(errors.stream().map(RestError::getErrorCode).distinct().toList());
    if (e.getStatusCode() == 401 || codes.stream().anyMatch(LOGIN::contains)) {
      return Optional.of(login(e, codes));
    }
    if (codes.stream().anyMatch(LIMITS::contains)) {
      return Optional.of(limit(codes));
    }
    return status(e, errors, codes);
  }

  private static Optional<Failure> status(
      SalesforceException e, List<RestError> errors, Set<String> codes) {
    if (!codes.isEmpty() && PASSING.containsAll(codes)) {
      return Optional.of(
          Failure.passing(
              "Salesforce is busy with this record (" + String.join(", ", codes) + ").",
              String.join(", ", codes)));
    }
    if (e.getStatusCode() == 0) {
      return unanswered(e);
    }
    return Optional.of(new Answer("Salesforce", e.getStatusCode(), told(errors)).failure());
  }

  /** No status: nobody answered (the network's failures say why), or the login made no sense. */
  private static Optional<Failure> unanswered(SalesforceException e) {
    return e.getCause() == null
        ? Optional.of(
            Failure.passing(
                "Salesforce's login gave no usable answer. Check the connection's loginUrl.",
                Causes.names(e)))
        : Optional.empty();
  }

  private static Failure login(SalesforceException e, Set<String> codes) {
    return Failure.credential(
        "Salesforce refused the login. Renew clientId and clientSecret of the connection, and check"
            + " the run-as user of the external client app.",
        new Answer("Salesforce", e.getStatusCode(), String.join(", ", codes)).detail());
  }

  private static Failure limit(Set<String> codes) {
    return Failure.passing(
        "Salesforce's limit for this org is used up ("
            + String.join(", ", codes)
            + "). Raise the limit or wait for the next day.",
        String.join(", ", codes));
  }

  private static List<RestError> errors(SalesforceException e) {
    List<RestError> all =
        Optional.ofNullable(e.getErrors()).orElse(List.of()).stream()
            .filter(error -> error.getErrorCode() != null)
            .filter(error -> CODE.matcher(error.getErrorCode()).matches())
            .toList();
    List<RestError> own =
        all.stream().filter(error -> !FOLLOWERS.contains(error.getErrorCode())).toList();
    return own.isEmpty() ? all : own;
  }

  private static String told(List<RestError> errors) {
    return String.join(
        "; ", errors.stream().map(SalesforceFailures::told).distinct().limit(5).toList());
  }

  private static String told(RestError error) {
    List<String> fields =
        Stream.ofNullable(error.getFields())
            .flatMap(List::stream)
            .filter(Objects::nonNull)
            .filter(field -> CODE.matcher(field).matches())
            .toList();
    return error.getErrorCode() + (fields.isEmpty() ? "" : " " + fields);
  }
}
