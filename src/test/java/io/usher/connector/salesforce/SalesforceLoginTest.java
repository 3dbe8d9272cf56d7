package io.usher.connector.salesforce;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import io.usher.connector.Destinations;
import io.usher.connector.Sample;
import io.usher.connector.StandIns;
import io.usher.outbox.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Camel's own client hangs for ever in the first of these. */
class SalesforceLoginTest extends Destinations {

  private static int instances;
  private String destination;

  @BeforeEach
  void anInstanceThatNeverLoggedIn() throws Exception {
    destination = "salesforce-fresh-" + instances++;
    load(
        destination + ".camel.yaml",
        file("routes/demo/salesforce.camel.yaml")
            .replace("id: salesforce", "id: " + destination)
            .replace("kamelet:salesforce-sink", "kamelet:salesforce-sink/of-" + destination)
            .replace("outbox:salesforce", "outbox:" + destination));
  }

  @Test
  @Timeout(20)
  void aFirstLoginAnswered401FailsAndFailsAgain() {
    login(
        401, "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials\"}");
    assertRenew(failure(deliver(Sample.of("purchase-single"), destination)));
    assertRenew(failure(deliver(Sample.of("purchase-single"), destination)));
  }

  @Test
  @Timeout(20)
  void afterTheCredentialWasRenewedItDelivers() {
    login(401, "");
    assertRenew(failure(deliver(Sample.of("purchase-single"), destination)));
    StandIns.reset();
    delivered(Sample.of("purchase-single"), destination);
  }

  @Test
  @Timeout(20)
  void aLoginAnswered400NamesTheCredentialToo() {
    login(
        400,
        "{\"error\":\"invalid_client_id\",\"error_description\":\"client identifier invalid\"}");
    assertRenew(failure(deliver(Sample.of("purchase-single"), destination)));
  }

  @Test
  @Timeout(40)
  void anExpiredSessionIsRenewedUnseen() {
    delivered(Sample.of("purchase-single"), destination);
    StandIns.HTTP.stubFor(
        com.github.tomakehurst.wiremock.client.WireMock.any(
                urlPathMatching(SalesforceOrg.COMPOSITE))
            .inScenario("expiry")
            .whenScenarioStateIs("Started")
            .willReturn(
                aResponse()
                    .withStatus(401)
                    .withHeader("WWW-Authenticate", "Bearer")
                    .withBody("[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"expired\"}]"))
            .willSetStateTo("renewed"));
    delivered(Sample.of("purchase-multi"), destination);
    assertThat(StandIns.ORG.records("Ticket_Order__c")).hasSize(2);
  }

  private static void login(int status, String body) {
    StandIns.HTTP.stubFor(
        post(urlPathMatching(SalesforceOrg.TOKEN))
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(body)));
  }

  private static void assertRenew(Failure failure) {
    assertThat(failure.permanent()).isFalse();
    assertThat(failure.sentence())
        .startsWith("Salesforce refused the login. Renew clientId and clientSecret");
  }
}
