package io.usher.connector.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.connector.Destinations;
import io.usher.connector.Sample;
import io.usher.connector.StandIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each sample becomes in Salesforce and in the spreadsheet, word for word. */
class DemoRecordsTest extends Destinations {

  private static final Path EXPECTED = Path.of("src/test/resources/expected");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "purchase-single",
        "purchase-multi",
        "purchase-free",
        "purchase-membership",
        "purchase-account-credit",
        "purchase-partner",
        "purchase-numeric-amounts",
        "refund-full",
        "refund-partial",
        "void",
        "transfer-recipient",
        "transferred-original",
        "test"
      })
  void samplesBecomeExactlyThis(String name) throws IOException {
    Sample sample = Sample.of(name);
    delivered(sample, "salesforce");
    StringBuilder seen = new StringBuilder();
    for (String object : new String[] {"Contact", "Ticket_Order__c", "Ticket_Order_Line__c"}) {
      StandIns.ORG.records(object).forEach(record -> seen.append(line(object, record)));
    }
    delivered(sample, sheet(name));
    StandIns.SPREADSHEET
        .tabs()
        .forEach((tab, rows) -> rows.forEach(row -> seen.append(line(tab, row))));
    assertSame(name + ".txt", seen.toString());
  }

  @Test
  void aLatePurchaseDoesNotUndoARefund() {
    delivered(Sample.of("refund-full"), "salesforce");
    delivered(Sample.of("purchase-single"), "salesforce");
    JsonNode order = StandIns.ORG.records("Ticket_Order__c").get(0);
    assertThat(order.get("Status__c").asText()).isEqualTo("Refund issued");
    assertThat(order.get("Gross_Revenue__c").decimalValue()).isEqualTo("49.40");
  }

  @Test
  void aRefundChangesNeitherConsentNorWhatWasSold() {
    delivered(Sample.of("purchase-single"), "salesforce");
    delivered(Sample.of("refund-full"), "salesforce");
    assertThat(StandIns.ORG.records("Contact").get(0).get("Marketing_Consent__c").asBoolean())
        .isTrue();
    JsonNode order = StandIns.ORG.records("Ticket_Order__c").get(0);
    assertThat(order.get("Gross_Revenue__c").decimalValue()).isEqualTo("49.40");
    assertThat(order.get("Last_Refund_Amount__c").decimalValue()).isEqualTo("49.40");
  }

  @Test
  void transferredTicketsDoNotOverwriteThePurchasedLine() {
    delivered(Sample.of("purchase-multi"), "salesforce");
    delivered(Sample.of("transferred-original"), "salesforce");
    assertThat(StandIns.ORG.records("Ticket_Order_Line__c"))
        .extracting(line -> line.get("Line_Id__c").asText())
        .containsExactly("21000002", "21000003", "21000004", "21000002-transferred");
  }

  @Test
  void withoutAnAddressThereIsAnOrderButNoContact() {
    delivered(
        Sample.of("purchase-single").with(d -> d.put("customer_email", "none, really")),
        "salesforce");
    assertThat(StandIns.ORG.records("Contact")).isEmpty();
    assertThat(StandIns.ORG.records("Ticket_Order__c").get(0).has("Buyer__r")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sales-sheet", "refunds-sheet", "transfers-sheet", "salesforce"})
  void anEventWithoutAnyDetailIsStillDelivered(String destination) {
    Sample empty =
        Sample.of("purchase-single")
            .with(
                d -> {
                  d.removeAll();
                  d.put("transaction_id", "t-1");
                });
    delivered(empty, destination);
  }

  private static String sheet(String name) {
    if (name.startsWith("transfer")) {
      return "transfers-sheet";
    }
    return name.startsWith("refund") || name.equals("void") ? "refunds-sheet" : "sales-sheet";
  }

  private static String line(String kind, JsonNode value) {
    return kind + " " + value + "\n";
  }

  /** Written once by running with -Dusher.expected=write, then read by a person. */
  private static void assertSame(String file, String seen) throws IOException {
    Path expected = EXPECTED.resolve(file);
    if ("write".equals(System.getProperty("usher.expected"))) {
      Files.createDirectories(EXPECTED);
      Files.writeString(expected, seen);
    }
    assertThat(seen).isEqualTo(Files.readString(expected));
  }
}
