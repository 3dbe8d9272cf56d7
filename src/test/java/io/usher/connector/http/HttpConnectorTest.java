package io.usher.connector.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.usher.connector.ConnectorContract;
import io.usher.connector.Sample;
import io.usher.connector.StandIns;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectorTest extends ConnectorContract {

  @BeforeEach
  void aRouteOfTheirOwn() throws Exception {
    answer(aResponse().withStatus(200));
    if (context.getRoute("crm") == null) {
      load(
          "crm.camel.yaml",
          """
          - route:
              id: crm
              from:
                uri: outbox:crm
                steps:
                  - setHeader:
                      name: Cookie
                      expression:
                        constant:
                          expression: from-elsewhere
                  - to:
                      uri: kamelet:http-sink
                      parameters:
                        connection: demo.crm
          """);
    }
  }

  @Override
  protected Exchange deliver() {
    return deliver(Sample.of("purchase-single"), "crm");
  }

  @Override
  protected int arrived() {
    return StandIns.HTTP.findAll(postRequestedFor(urlEqualTo("/crm?source=usher"))).size();
  }

  @Override
  protected void outage() {
    answer(aResponse().withStatus(503));
  }

  @Override
  protected void refusal() {
    answer(aResponse().withStatus(422).withBody("Dana Whitfield is unknown"));
  }

  @Override
  protected void wrongCredential() {
    answer(aResponse().withStatus(401));
  }

  @Test
  void carriesTheDeliveryIdAndNothingFromElsewhere() {
    deliver();
    StandIns.HTTP.verify(
        postRequestedFor(urlEqualTo("/crm?source=usher"))
            .withHeader("Idempotency-Key", equalTo("018f-delivery"))
            .withHeader("Content-Type", equalTo("application/json"))
            .withHeader("Authorization", equalTo("Bearer " + StandIns.SECRET))
            .withoutHeader("Cookie")
            .withRequestBody(matchingJsonPath("$.data.customer_name", equalTo("Dana Whitfield"))));
  }

  @Test
  void aWaitIsToldAndNotSleptThrough() {
    answer(aResponse().withStatus(429).withHeader("Retry-After", "3600"));
    assertThat(failure(deliver()).retryAfter()).isEqualTo(Duration.ofHours(1));
    assertThat(arrived()).isEqualTo(1);
  }

  @Test
  void aRedirectIsRefused() {
    answer(aResponse().withStatus(302).withHeader("Location", "/elsewhere"));
    assertThat(failure(deliver()).permanent()).isTrue();
    StandIns.HTTP.verify(
        0,
        com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor(urlEqualTo("/elsewhere")));
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    StandIns.HTTP.stubFor(post(anyUrl()).willReturn(answer));
  }
}
