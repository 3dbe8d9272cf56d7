package io.usher.connector.sheets;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.usher.connector.ConnectorContract;
import io.usher.connector.Sample;
import io.usher.connector.StandIns;
import io.usher.outbox.Failure;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetsConnectorTest extends ConnectorContract {

  @Override
  protected Exchange deliver() {
    return deliver(Sample.of("purchase-single"), "sales-sheet");
  }

  @Override
  protected int arrived() {
    return (int)
        StandIns.SPREADSHEET.rows("Sales").stream()
            .filter(row -> row.get(0).asText().equals("018f-event"))
            .count();
  }

  @Override
  protected void outage() {
    StandIns.SPREADSHEET.answer(error(503, "backendError"));
  }

  @Override
  protected void refusal() {
    StandIns.SPREADSHEET.answer(error(400, "badRequest"));
  }

  @Override
  protected void wrongCredential() {
    StandIns.SPREADSHEET.answer(error(401, "authError"));
  }

  @ParameterizedTest
  @CsvSource({
    "403, forbidden, true, Share the spreadsheet",
    "403, rateLimitExceeded, false, quota",
    "404, notFound, true, spreadsheetId",
    "429, rateLimitExceeded, false, quota",
    "500, backendError, false, can't take it at the moment",
  })
  void refusalsAreSorted(int status, String reason, boolean permanent, String told) {
    StandIns.SPREADSHEET.answer(error(status, reason));
    Failure failure = failure(deliver());
    assertThat(failure.permanent()).isEqualTo(permanent);
    assertThat(failure.sentence()).contains(told);
  }

  @Test
  void googleSaysHowLongToWait() {
    StandIns.SPREADSHEET.answer(error(429, "rateLimitExceeded").withHeader("Retry-After", "17"));
    assertThat(failure(deliver()).retryAfter()).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void aSecondAttemptAddsNothingTwice() {
    assertThat(deliver().getException()).isNull();
    Exchange again = deliver(Sample.of("purchase-single"), "sales-sheet", 2);
    assertThat(again.getException()).isNull();
    assertThat(again.getVariable("response")).isEqualTo("The rows were there already");
    assertThat(arrived()).isEqualTo(1);
  }

  @Test
  void aSecondAttemptAddsWhatTheFirstDidNot() {
    deliver(Sample.of("purchase-single"), "sales-sheet", 2);
    assertThat(arrived()).isEqualTo(1);
  }

  @Test
  void allRowsGoInOneCall() {
    delivered(Sample.of("purchase-multi"), "sales-sheet");
    assertThat(arrived()).isEqualTo(3);
    StandIns.HTTP.verify(
        1,
        com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor(
            urlPathMatching(Spreadsheet.VALUES)));
  }

  @Test
  void theHeadingIsLookedForOnlyUntilItWasSeen() {
    deliver();
    StandIns.HTTP.resetRequests();
    deliver();
    StandIns.HTTP.verify(0, getRequestedFor(urlPathMatching(Spreadsheet.VALUES)));
  }

  @Test
  void anEmptyTabGetsItsHeadingFirst() throws Exception {
    load(
        "autumn.camel.yaml",
        file("routes/demo/refunds-sheet.camel.yaml")
            .replace("id: refunds-sheet", "id: autumn")
            .replace("outbox:refunds-sheet", "outbox:autumn")
            .replace("tab: Refunds", "tab: Autumn 2027"));
    delivered(Sample.of("void"), "autumn");
    delivered(Sample.of("refund-full"), "autumn");
    assertThat(StandIns.SPREADSHEET.rows("Autumn 2027"))
        .extracting(row -> row.get(0).asText() + " " + row.get(1).asText())
        .containsExactly(
            "Event Received", "018f-event 2026-05-04 12:30", "018f-event 2026-05-04 12:30");
  }

  private static ResponseDefinitionBuilder error(int status, String reason) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(
            """
            {"error":{"code":%d,"message":"Dana","errors":[{"reason":"%s","message":"Dana"}]}}
            """
                .formatted(status, reason));
  }
}
