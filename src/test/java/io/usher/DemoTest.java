package io.usher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.testing.RunningHub;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped demo as a newcomer starts it: routes, customer and sandbox of this checkout, webhooks
 * over HTTP.
 */
class DemoTest {

  private static final Path SAMPLES = Path.of("src/main/resources/samples");

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void theDemoOfThisCheckout() {
    start();
  }

  private void start() {
    hub =
        RunningHub.start(
            folder,
            Map.of(
                "usher.routes-dir", "routes",
                "usher.customers-dir", "config/customers",
                "usher.sandbox.enabled", "true",
                "usher.delivery.schedule",
                    "300ms,300ms,300ms,300ms,300ms,300ms,300ms,300ms,300ms,300ms"));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void thirteenSamplesSentTwiceLeaveThirteenEventsAndOneMailRecordAndRowEach() throws IOException {
    sendAll();
    delivered(13, 36);
    assertThat(hub.get("/sandbox/mails")).hasSize(12);
    int rows = rows();
    int records = records("Ticket_Order__c").size() + records("Ticket_Order_Line__c").size();
    sendAll();
    delivered(13, 36);
    assertThat(hub.get("/sandbox/mails")).hasSize(12);
    assertThat(rows()).isEqualTo(rows);
    assertThat(records("Ticket_Order__c").size() + records("Ticket_Order_Line__c").size())
        .isEqualTo(records);
    assertThat(records("Ticket_Order__c")).hasSize(9);
    assertThat(records("Ticket_Order_Line__c")).hasSize(14);
    assertThat(records("Contact")).hasSize(9);
  }

  @Test
  void aPurchaseIsOneOrderWithItsLinesOneMailAndARowALine() throws IOException {
    send("purchase-multi");
    delivered(1, 3);
    JsonNode order = records("Ticket_Order__c").get(0);
    assertThat(order.path("Transaction_Id__c").asText())
        .isEqualTo("83-8a6d-5b4d-a07e-c1f82e894777");
    assertThat(order.path("Buyer_Name__c").asText()).isEqualTo("Zoë Ångström-O’Neill");
    assertThat(order.path("Status__c").asText()).isEqualTo("Paid");
    assertThat(order.path("Gross_Revenue__c").decimalValue()).isEqualByComparingTo("474.85");
    assertThat(records("Ticket_Order_Line__c").findValuesAsText("Quantity__c"))
        .containsExactly("2", "1", "2");
    JsonNode mail = hub.get("/sandbox/mails").get(0);
    assertThat(mail.path("to").asText()).contains("zoe@example.com");
    String delivery =
        hub.get("/api/v1/deliveries?destination=receipts").path("items").get(0).path("id").asText();
    assertThat(mail.path("messageId").asText()).isEqualTo("<" + delivery + "@example.com>");
    assertThat(mail.path("html").asText())
        .contains("Prairie Sound Festival — Day 1", "July 9, 2027")
        .doesNotContain("2000000QX");
    assertThat(mail.path("text").asText()).contains("12:00").doesNotContain("QX");
    JsonNode sales = sheet("Sales");
    assertThat(sales).hasSize(4);
    assertThat(sales.get(0).get(0).asText()).isEqualTo("Event");
    assertThat(texts(sales.get(2))).contains("VIP Balcony", "237.6", "CAD", "2027-07-09 12:00");
  }

  @Test
  void aRefundATransferAndAPurchaseOfOneOrderEndOnTheSameRecord() throws IOException {
    send("purchase-multi");
    send("refund-partial");
    send("transferred-original");
    delivered(3, 9);
    assertThat(records("Ticket_Order__c")).hasSize(1);
    JsonNode order = records("Ticket_Order__c").get(0);
    assertThat(order.path("Status__c").asText()).isEqualTo("Transferred out");
    assertThat(order.path("Last_Refund_Amount__c").decimalValue()).isEqualByComparingTo("237.60");
    assertThat(order.path("Gross_Revenue__c").decimalValue()).isEqualByComparingTo("474.85");
    assertThat(sheet("Refunds")).hasSize(2);
    assertThat(sheet("Transfers")).hasSize(2);
  }

  @Test
  void aTestGoesNowhere() throws IOException {
    send("test");
    delivered(1, 0);
    assertThat(hub.get("/api/v1/events").path("items").get(0).path("status").asText())
        .isEqualTo("ROUTED");
    assertThat(hub.get("/sandbox/mails")).isEmpty();
  }

  @Test
  void withTheMailServerDownTheOthersAreServedAtOnceAndTheMailsFollow() throws IOException {
    assertThat(hub.command("/sandbox/mail/down").statusCode()).isEqualTo(200);
    send("purchase-single");
    await().untilAsserted(() -> assertThat(sheet("Sales")).hasSize(2));
    await().untilAsserted(() -> assertThat(records("Ticket_Order__c")).hasSize(1));
    assertThat(hub.get("/sandbox/mails")).isEmpty();
    await()
        .untilAsserted(() -> assertThat(receipt().path("status").asText()).isEqualTo("RETRYING"));
    assertThat(hub.command("/sandbox/mail/up").statusCode()).isEqualTo(200);
    delivered(1, 3);
    assertThat(hub.get("/sandbox/mails")).hasSize(1);
  }

  @Test
  void whatWaitsWhenTheHubStopsIsDeliveredAfterItStartsAgain() throws IOException {
    hub.command("/sandbox/mail/down");
    send("purchase-single");
    await()
        .untilAsserted(() -> assertThat(receipt().path("status").asText()).isEqualTo("RETRYING"));
    await().untilAsserted(() -> assertThat(sheet("Sales")).hasSize(2));
    await().untilAsserted(() -> assertThat(records("Ticket_Order__c")).hasSize(1));
    hub.close();
    start();
    delivered(1, 3);
    assertThat(hub.get("/sandbox/mails")).hasSize(1);
    assertThat(
            hub.get("/sandbox/sheets").findValues("Sales").stream().mapToInt(JsonNode::size).sum())
        .as("the row was written before the restart and not again")
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://x\")",
        "${exec:id}",
        "<script>alert(1)</script>",
        "{{x}}",
        "{{demo.salesforce.clientSecret}}",
        "a\r\nBcc: b@example.com",
        "[[${7*7}]]",
        "__${7*7}__",
        "\" <b@example.com>, c@example.com",
        "\u202Egnp.exe",
        "😀 ✓ ناصر"
      })
  void aHostileNameArrivesEverywhereAsHarmlessText(String name) throws IOException {
    ObjectNode body = (ObjectNode) RunningHub.json(sample("purchase-single"));
    ((ObjectNode) body.get("data")).put("customer_name", name);
    hub.post(body.toString());
    delivered(1, 3);
    JsonNode mail = hub.get("/sandbox/mails").get(0);
    assertThat(mail.path("recipients").toString()).isEqualTo("[\"dana.whitfield@example.com\"]");
    assertThat(mail.path("html").asText())
        .doesNotContain("<script>alert")
        .doesNotContain("sandbox-secret");
    assertThat(mail.path("subject").asText()).doesNotContain("\n");
    assertThat(texts(sheet("Sales").get(1))).contains(name);
    assertThat(records("Ticket_Order__c").get(0).path("Buyer_Name__c").asText()).isEqualTo(name);
  }

  private JsonNode receipt() {
    return hub.get("/api/v1/deliveries?destination=receipts").path("items").get(0);
  }

  private static String sample(String name) throws IOException {
    return Files.readString(SAMPLES.resolve(name + ".json"), StandardCharsets.UTF_8);
  }

  private void send(String name) throws IOException {
    HttpResponse<String> answer = hub.post(sample(name));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private void sendAll() throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.list(SAMPLES)) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(f -> f.endsWith(".json"))
              .sorted()
              .toList();
    }
    assertThat(names).hasSize(13);
    for (String name : names) {
      send(name.replace(".json", ""));
    }
  }

  private void delivered(int events, int deliveries) {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> {
              JsonNode day = hub.get("/api/v1/balance").path("items").get(0);
              assertThat(day.path("events").path("total").asInt()).isEqualTo(events);
              assertThat(day.path("events").path("accepted").asInt()).isZero();
              assertThat(day.path("deliveries").path("delivered").asInt())
                  .as(day.toString())
                  .isEqualTo(deliveries);
              assertThat(day.path("deliveries").path("total").asInt()).isEqualTo(deliveries);
              assertThat(day.path("balanced").asBoolean()).isTrue();
            });
  }

  private JsonNode records(String object) {
    return hub.get("/sandbox/records").path("demo").path(object);
  }

  private JsonNode sheet(String tab) {
    return hub.get("/sandbox/sheets").path("sandbox-demo").path(tab);
  }

  private int rows() {
    return sheet("Sales").size() + sheet("Refunds").size() + sheet("Transfers").size();
  }

  private static List<String> texts(JsonNode row) {
    return StreamSupport.stream(row.spliterator(), false).map(JsonNode::asText).toList();
  }
}
