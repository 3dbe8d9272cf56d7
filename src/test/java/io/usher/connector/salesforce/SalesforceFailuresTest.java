package io.usher.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.outbox.Failure;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceFailuresTest {

  private final SalesforceFailures failures = new SalesforceFailures();

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_FIELD, true",
    "404, NOT_FOUND, true",
    "403, INSUFFICIENT_ACCESS_OR_READONLY, true",
    "403, REQUEST_LIMIT_EXCEEDED, false",
    "429, REQUEST_LIMIT_EXCEEDED, false",
    "400, UNABLE_TO_LOCK_ROW, false",
    "400, DUPLICATES_DETECTED, true",
    "401, INVALID_SESSION_ID, false",
    "400, invalid_grant, false",
    "408, , false",
    "502, , false",
    "503, , false",
  })
  void refusalsAreSorted(int status, String code, boolean permanent) {
    assertThat(read(status, code).permanent()).isEqualTo(permanent);
  }

  @Test
  void theRecordThatFailedIsToldNotThoseThatFollowed() {
    Failure failure =
        failures
            .read(
                new SalesforceException(
                    List.of(
                        new RestError("ALL_OR_NONE_OPERATION_ROLLED_BACK", "", List.of()),
                        new RestError("STRING_TOO_LONG", "Dana: too long", List.of("FirstName"))),
                    400))
            .orElseThrow();
    assertThat(failure.sentence())
        .isEqualTo(
            "Salesforce refused this event (HTTP 400 STRING_TOO_LONG [FirstName]). Correct the"
                + " destination's route or its settings, then redeliver.");
    assertThat(failure.cause()).isEqualTo("HTTP 400 STRING_TOO_LONG [FirstName]");
  }

  private Failure read(int status, String code) {
    List<RestError> errors = code == null ? List.of() : List.of(new RestError(code, "Dana"));
    Exception wrapped =
        new RuntimeCamelException(new SalesforceException(errors, status, "https://x/Dana"));
    Failure failure = failures.read(wrapped).orElseThrow();
    assertThat(failure.sentence() + failure.cause()).doesNotContain("Dana");
    return failure;
  }
}
