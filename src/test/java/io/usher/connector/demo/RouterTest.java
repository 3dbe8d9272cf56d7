package io.usher.connector.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.connector.Destinations;
import io.usher.connector.Sample;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest extends Destinations {

  private static final List<String> ALL =
      List.of(
          "salesforce",
          "receipts",
          "sales-sheet",
          "refund-notices",
          "refunds-sheet",
          "transfer-notices",
          "transfers-sheet");

  @BeforeEach
  void aRouterWithPlainWaysOut() throws Exception {
    if (context.getRoute("router") == null) {
      load("routes/demo/router.camel.yaml");
    }
    MockEndpoint.resetMocks(context);
  }

  @ParameterizedTest
  @CsvSource({
    "purchase-single, salesforce receipts sales-sheet",
    "purchase-free, salesforce receipts sales-sheet",
    "refund-full, salesforce refund-notices refunds-sheet",
    "refund-partial, salesforce refund-notices refunds-sheet",
    "void, salesforce refund-notices refunds-sheet",
    "transfer-recipient, salesforce transfer-notices transfers-sheet",
    "transferred-original, salesforce transfer-notices transfers-sheet",
    "test, ''",
  })
  void everyEventGoesWhereItShould(String sample, String destinations) {
    assertThat(taken(Sample.of(sample)))
        .containsExactlyInAnyOrder(
            Stream.of(destinations.split(" ")).filter(d -> !d.isEmpty()).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"invoice.other", "invoice", "'invoice.refund,invoice.void'", "webhook.test2"})
  void anUnknownTypeGoesNowhere(String type) {
    Sample sample = Sample.of("purchase-single");
    Sample changed = new Sample(sample.sent().deepCopy().put("event_type", type));
    assertThat(taken(changed)).isEmpty();
  }

  private List<String> taken(Sample sample) {
    Exchange exchange = deliver(sample, "router");
    assertThat(exchange.getException()).isNull();
    return ALL.stream().filter(this::was).toList();
  }

  private boolean was(String destination) {
    return context.getEndpoint("mock:" + destination, MockEndpoint.class).getReceivedCounter() > 0;
  }
}
