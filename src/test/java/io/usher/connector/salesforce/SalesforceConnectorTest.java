package io.usher.connector.salesforce;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import io.usher.connector.ConnectorContract;
import io.usher.connector.Sample;
import io.usher.connector.StandIns;
import org.apache.camel.Exchange;

class SalesforceConnectorTest extends ConnectorContract {

  @Override
  protected Exchange deliver() {
    return deliver(Sample.of("purchase-single"), "salesforce");
  }

  @Override
  protected int arrived() {
    return StandIns.ORG.records("Ticket_Order__c").size();
  }

  @Override
  protected void outage() {
    StandIns.ORG.answer(503, "");
  }

  @Override
  protected void refusal() {
    StandIns.ORG.answer(
        200,
        """
        {"compositeResponse":[{"httpStatusCode":200,"referenceId":"Contact_0","body":[
          {"success":false,"errors":[{"statusCode":"STRING_TOO_LONG",
           "message":"First Name: data value too large: Dana","fields":["FirstName"]}]}]}]}
        """);
  }

  @Override
  protected void wrongCredential() {
    StandIns.HTTP.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(401)
                    .withBody("[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"x\"}]")));
  }
}
